package io.rackboot.dhcp.document;

import io.rackboot.dhcp.lease.Reservations;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.MachineDocument;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The machines' documents by what a request shows of a machine. Changed by the decision thread, read by any.
///
/// Where two documents claim a MAC or an address, the one read last has it, and the log names both.
public final class MachineDirectory implements Machines, Reservations {
    private static final Logger LOG = Logger.getLogger(MachineDirectory.class);

    private final Map<String, MachineDocument> byKey = new ConcurrentHashMap<>();
    private final Map<HardwareAddress, Machine> byHardware = new ConcurrentHashMap<>();
    private final Map<Ip4Address, MachineId> byAddress = new ConcurrentHashMap<>();

    @Override
    public Optional<Machine> byHardware(HardwareAddress hardware) {
        return Optional.ofNullable(byHardware.get(hardware));
    }

    @Override
    public boolean isReserved(Ip4Address address) {
        return byAddress.containsKey(address);
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
            Optional.ofNullable(byHardware.put(HardwareAddress.ofMac(mac.text()), machine))
                    .ifPresent(other -> LOG.warnf(
                            "MAC %s stands in the documents of machines %s and %s; the latter counts",
                            mac.mac(), other.id(), machine.id()));
        }
        machine.address()
                .ifPresent(address -> Optional.ofNullable(byAddress.put(address, machine.id()))
                        .ifPresent(other -> LOG.warnf(
                                "address %s is reserved for machines %s and %s; who asks first is given it",
                                address, other, machine.id())));
    }

    /// Forgets a document.
    void remove(String key) {
        Optional.ofNullable(byKey.remove(key)).ifPresent(document -> {
            var machine = machine(document);
            document.macs().forEach(mac -> byHardware.remove(HardwareAddress.ofMac(mac.text()), machine));
            machine.address().ifPresent(address -> byAddress.remove(address, machine.id()));
        });
    }

    /// {@return the address that the key's document reserves}
    Optional<Ip4Address> reservedBy(String key) {
        return Optional.ofNullable(byKey.get(key)).flatMap(MachineDirectory::address);
    }

    private static Machine machine(MachineDocument document) {
        return new Machine(document.id(), address(document), document.hostName(), document.loader());
    }

    private static Optional<Ip4Address> address(MachineDocument document) {
        return document.address().map(address -> Ip4Address.parse(address.text()));
    }
}
