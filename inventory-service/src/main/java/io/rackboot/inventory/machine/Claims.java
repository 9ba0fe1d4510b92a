package io.rackboot.inventory.machine;

import io.rackboot.events.MachineId;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.SwitchPort;
import io.rackboot.inventory.document.Versioned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What belongs to one machine only: each MAC address, its client identifier and switch port, its reserved address, its
/// host name.
final class Claims {

    /// Something that another machine has.
    ///
    /// @param what such as `MAC address 52:54:00:12:34:56`
    /// @param holder who has it
    record Taken(String what, MachineId holder) {}

    private Claims() {}

    /// {@return everything in this document that one of the others has}
    static List<Taken> taken(MachineDocument machine, Collection<Versioned<MachineDocument>> others) {
        var taken = new ArrayList<Taken>();
        for (var other : others) {
            if (!other.document().id().equals(machine.id())) {
                compare(machine, other.document(), taken);
            }
        }
        return taken;
    }

    private static void compare(MachineDocument machine, MachineDocument other, List<Taken> taken) {
        machine.macs().stream()
                .filter(other.macs()::contains)
                .forEach(mac -> taken.add(new Taken("MAC address " + mac.mac(), other.id())));
        machine.address()
                .filter(address -> other.address().filter(address::equals).isPresent())
                .ifPresent(address -> taken.add(new Taken("address " + address, other.id())));
        machine.clientIdentifier()
                .filter(id -> other.clientIdentifier().filter(id::equals).isPresent())
                .ifPresent(id -> taken.add(new Taken("client identifier " + id, other.id())));
        machine.switchPort()
                .filter(port -> other.switchPort().filter(port::equals).isPresent())
                .ifPresent(port -> taken.add(new Taken("switch port " + words(port), other.id())));
        machine.hostName()
                .filter(name -> other.hostName().filter(name::equalsIgnoreCase).isPresent())
                .ifPresent(name -> taken.add(new Taken("host name " + name, other.id())));
    }

    private static String words(SwitchPort port) {
        return Stream.concat(
                        port.circuitId().map(id -> "circuitId " + id).stream(),
                        port.remoteId().map(id -> "remoteId " + id).stream())
                .collect(Collectors.joining(", "));
    }
}
