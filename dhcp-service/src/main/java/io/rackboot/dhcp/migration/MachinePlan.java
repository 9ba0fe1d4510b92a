package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.migration.Plan.PlannedSubnet;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Makes machines into documents that inventory-service takes: each card, address, name and client identifier belongs
/// to one machine.
final class MachinePlan {
    /// As many as a document may have.
    private static final int CARDS = 16;

    private final MachineDefaults defaults;
    private final List<Left> left;
    private final List<Finding.Machine> machines = new ArrayList<>();
    private final Map<MachineId, Integer> byMac = new HashMap<>();
    private final Map<Ip4Address, Integer> byAddress = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<Octets, Integer> byIdentifier = new HashMap<>();

    MachinePlan(MachineDefaults defaults, List<Left> left) {
        this.defaults = defaults;
        this.left = left;
    }

    void add(Finding.Machine machine) {
        var wrong = wrong(machine);
        if (wrong.isPresent()) {
            left.add(machine.left(wrong.get()));
            return;
        }
        var known = machine.macs().stream()
                .map(byMac::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (known.isEmpty()) {
            addNew(machine);
        } else {
            addKnown(machine, known.getFirst());
        }
    }

    private static Optional<String> wrong(Finding.Machine machine) {
        for (var mac : machine.macs()) {
            boolean group = (Integer.parseInt(mac.text().substring(0, 2), 16) & 1) == 1;
            if (group || mac.text().equals("000000000000")) {
                return Optional.of(mac.mac() + " is not the address of one card");
            }
        }
        if (machine.macs().size() > CARDS
                || machine.macs().stream().distinct().count() < machine.macs().size()) {
            return Optional.of("a machine has at most " + CARDS + " cards, each with an address of its own");
        }
        return machine.address()
                .filter(address -> !isHosts(address))
                .map(address -> address + " is not an address that a machine can have");
    }

    /// Not 0/8, loopback, multicast or class E.
    private static boolean isHosts(Ip4Address address) {
        int first = address.bits() >>> 24;
        return first > 0 && first != 127 && first < 224;
    }

    private void addNew(Finding.Machine machine) {
        int index = machines.size();
        if (!addressIsTaken(machine, index)) {
            machines.add(machine);
            machine.macs().forEach(mac -> byMac.put(mac, index));
            set(index, machine);
        }
    }

    /// {@return whether another machine than this one has its address, which is told}
    private boolean addressIsTaken(Finding.Machine machine, int index) {
        var holder = machine.address().map(byAddress::get).filter(other -> other != index);
        holder.map(machines::get)
                .ifPresent(other ->
                        left.add(machine.left("address " + machine.address().orElseThrow()
                                + " is reserved for " + other.macs().getFirst().mac() + " already, at " + other.place()
                                + "; two cards of one machine belong in one document")));
        return holder.isPresent();
    }

    /// Another file may say the same, or what the first one left open.
    private void addKnown(Finding.Machine machine, int index) {
        var first = machines.get(index);
        boolean otherFile = !first.place().file().equals(machine.place().file());
        boolean agree = first.macs().containsAll(machine.macs())
                && agree(first.address(), machine.address())
                && agree(
                        first.hostName().map(MachinePlan::key),
                        machine.hostName().map(MachinePlan::key));
        if (!otherFile || !agree) {
            left.add(machine.left("a machine with this MAC address is at " + first.place() + " already"));
        } else if (!addressIsTaken(machine, index)) {
            set(
                    index,
                    new Finding.Machine(
                            first.place(),
                            first.text(),
                            first.macs(),
                            first.address().or(machine::address),
                            first.hostName().or(machine::hostName),
                            first.clientIdentifier().or(machine::clientIdentifier)));
        }
    }

    private static <T> boolean agree(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /// Keeps the machine, without a name or client identifier that another has.
    private void set(int index, Finding.Machine machine) {
        var name = machine.hostName().map(MachinePlan::key).filter(key -> isFree(byName, key, index, machine, "name"));
        var identifier = machine.clientIdentifier()
                .filter(octets -> isFree(byIdentifier, octets, index, machine, "client identifier"));
        var kept = new Finding.Machine(
                machine.place(),
                machine.text(),
                machine.macs(),
                machine.address(),
                machine.hostName().filter(_ -> name.isPresent()),
                identifier);
        machines.set(index, kept);
        kept.address().ifPresent(address -> byAddress.put(address, index));
        name.ifPresent(key -> byName.put(key, index));
        identifier.ifPresent(octets -> byIdentifier.put(octets, index));
    }

    private <T> boolean isFree(Map<T, Integer> holders, T value, int index, Finding.Machine machine, String what) {
        int holder = holders.getOrDefault(value, index);
        if (holder != index) {
            left.add(machine.left("imported without its " + what + ", which the machine at "
                    + machines.get(holder).place() + " has already"));
        }
        return holder == index;
    }

    private static String key(String hostName) {
        return hostName.toLowerCase(Locale.ROOT);
    }

    /// Tells of reserved addresses that no subnet could hand out. Files without subnets say nothing of that.
    void compareWith(List<PlannedSubnet> subnets) {
        if (subnets.isEmpty()) {
            return;
        }
        for (var machine : machines) {
            machine.address()
                    .filter(address ->
                            subnets.stream().noneMatch(subnet -> subnet.hosts().contains(address)))
                    .ifPresent(address ->
                            left.add(machine.left("imported, but no imported subnet has the host " + address)));
        }
    }

    /// {@return a document for each machine}
    List<MachineDocument> documents() {
        return machines.stream().map(this::document).toList();
    }

    private MachineDocument document(Finding.Machine machine) {
        return new MachineDocument(
                machine.macs().getFirst(),
                machine.macs(),
                Optional.empty(),
                Optional.empty(),
                defaults.rack(),
                machine.hostName(),
                machine.address().map(address -> new Ipv4(address.toString())),
                defaults.profile(),
                Optional.empty(),
                Loader.AUTO,
                Optional.empty(),
                machine.clientIdentifier().map(Octets::hex),
                Optional.empty());
    }
}
