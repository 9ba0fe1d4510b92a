package io.rackboot.dhcp.document;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.Reservations;
import io.rackboot.dhcp.reply.Identity;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.MachineDocument;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The machines' documents by what a request shows of a machine. Changed by the decision thread, read by any.
///
/// Where two documents claim a MAC or an address, the one read last has it, and the log names both; when that one is
/// changed or removed, the other has it. A client identifier, UUID or switch port in two documents tells neither.
public final class MachineDirectory implements Machines, Reservations {
    private static final Logger LOG = Logger.getLogger(MachineDirectory.class);

    private final Map<String, MachineDocument> byKey = new ConcurrentHashMap<>();
    private final Claims<HardwareAddress, Machine> hardware = new Claims<>();
    private final Claims<Ip4Address, MachineId> addresses = new Claims<>();
    private final Marks marks = new Marks();
    private final Set<String> pooled = ConcurrentHashMap.newKeySet();
    private final Rack rack;

    /// @param rack the rack whose machines may come
    public MachineDirectory(Rack rack) {
        this.rack = rack;
    }

    @Override
    public Optional<Machine> byHardware(HardwareAddress mac) {
        return hardware.to(mac);
    }

    @Override
    public Optional<Machine> byIdentity(Identity identity) {
        return byHardware(identity.hardware()).or(() -> marks.machine(identity));
    }

    @Override
    public Optional<Machine> byName(String machine, Identity identity) {
        return Optional.ofNullable(byKey.get(machine))
                .filter(document -> !Marks.contradict(document, identity))
                .map(MachineDirectory::machine);
    }

    @Override
    public Optional<String> pooledMachine(Lease lease) {
        return lease.machine()
                .or(() ->
                        byHardware(lease.hardware()).map(machine -> machine.id().text()))
                .filter(pooled::contains);
    }

    @Override
    public int pooledMachines() {
        return pooled.size();
    }

    @Override
    public boolean isReserved(Ip4Address address) {
        return addresses.to(address).isPresent();
    }

    /// {@return how many documents there are}
    public int size() {
        return byKey.size();
    }

    /// Takes a document in place of the key's former one.
    void put(String key, MachineDocument document) {
        remove(key);
        byKey.put(key, document);
        var machine = machine(document);
        for (var mac : document.macs()) {
            hardware.lay(HardwareAddress.ofMac(mac.text()), machine)
                    .ifPresent(other -> LOG.warnf(
                            "MAC %s stands in the documents of machines %s and %s; the latter counts",
                            mac.mac(), other.id(), machine.id()));
        }
        marks.lay(document, machine);
        if (document.address().isEmpty() && document.rack().equals(rack)) {
            pooled.add(machine.id().text());
        }
        machine.address()
                .ifPresent(address -> addresses
                        .lay(address, machine.id())
                        .ifPresent(other -> LOG.warnf(
                                "address %s is reserved for machines %s and %s; who asks first is given it",
                                address, other, machine.id())));
    }

    /// Forgets a document.
    void remove(String key) {
        Optional.ofNullable(byKey.remove(key)).ifPresent(document -> {
            var machine = machine(document);
            document.macs().forEach(mac -> hardware.withdraw(HardwareAddress.ofMac(mac.text()), machine));
            marks.withdraw(document, machine);
            pooled.remove(machine.id().text());
            machine.address().ifPresent(address -> addresses.withdraw(address, machine.id()));
        });
    }

    /// {@return the address that the key's document reserves}
    Optional<Ip4Address> reservedBy(String key) {
        return Optional.ofNullable(byKey.get(key)).flatMap(MachineDirectory::address);
    }

    /// {@return the hardware addresses in the key's document}
    Set<HardwareAddress> hardwareOf(String key) {
        return Optional.ofNullable(byKey.get(key)).stream()
                .flatMap(document -> document.macs().stream())
                .map(mac -> HardwareAddress.ofMac(mac.text()))
                .collect(Collectors.toSet());
    }

    private static Machine machine(MachineDocument document) {
        return new Machine(document.id(), address(document), document.hostName(), document.loader());
    }

    private static Optional<Ip4Address> address(MachineDocument document) {
        return document.address().map(address -> Ip4Address.parse(address.text()));
    }
}
