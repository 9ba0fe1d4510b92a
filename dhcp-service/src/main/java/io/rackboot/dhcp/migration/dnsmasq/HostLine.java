package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.found.ClientIdentifiers;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Reasons;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.MachineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads the value of `dhcp-host`, or a line of a file of hosts; its parts come in any order:
///
/// ```
///   [MAC...][,id:CLIENT|*][,set:TAG][,tag:TAG][,ADDRESS][,NAME][,TIME][,ignore]
/// ```
final class HostLine {
    private static final Pattern CARD = Pattern.compile("[0-9a-fA-F*]{1,2}(:[0-9a-fA-F*]{1,2}){5,15}");
    private static final Pattern TYPED =
            Pattern.compile("[0-9a-fA-F]{1,2}-[0-9a-fA-F*]{1,2}(:[0-9a-fA-F*]{1,2}){1,15}");
    private static final Pattern OLD_TYPED_ETHERNET = Pattern.compile("0?1-(.*)");

    private final Line line;
    private final Surroundings surroundings;
    private final Consumer<Finding> found;
    private final List<MachineId> macs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Octets> identifier = Optional.empty();
    private Optional<Ip4Address> address = Optional.empty();
    private Optional<String> hostName = Optional.empty();

    HostLine(Line line, Surroundings surroundings, Consumer<Finding> found) {
        this.line = line;
        this.surroundings = surroundings;
        this.found = found;
    }

    void read() {
        var parts = line.parts();
        if (parts.contains("ignore")) {
            found.accept(line.left("machines are not ignored one by one"));
            return;
        }
        parts.forEach(this::take);
        end();
    }

    private void take(String part) {
        if (part.isEmpty()) {
            return;
        }
        if (part.startsWith("id:")) {
            identifier(part.substring(3));
        } else if (part.startsWith("set:") || part.startsWith("net:") || part.startsWith("tag:")) {
            notes.add(part + ": " + Reasons.PART);
        } else if (part.startsWith("[") || part.contains("::")) {
            notes.add(part + ": " + Reasons.IPV6);
        } else if (CARD.matcher(part).matches() || TYPED.matcher(part).matches()) {
            card(part);
        } else {
            other(part);
        }
    }

    private void card(String part) {
        var typed = OLD_TYPED_ETHERNET.matcher(part);
        Notation.mac(typed.matches() ? typed.group(1) : part)
                .ifPresentOrElse(macs::add, () -> notes.add(part + ": not the address of one Ethernet card"));
    }

    private void identifier(String text) {
        // "*": the client's identifier is to be ignored, as it is here.
        if (text.equals("*")) {
            return;
        }
        identifier = Optional.of(text)
                .filter(hex -> hex.indexOf(':') > 0)
                .flatMap(Notation::octets)
                .or(() -> Optional.of(Octets.ofText(text)))
                .filter(ClientIdentifiers::isOne);
        if (identifier.isEmpty()) {
            notes.add("id:" + text + ": not a client identifier");
        }
    }

    private void other(String part) {
        var number = Notation.address(part);
        if (number.isPresent()) {
            address = number;
        } else if (LeaseTime.read(part).isPresent()) {
            notes.add(part + ": the lease time is the subnet's");
        } else if (Notation.domain(part).isPresent()) {
            hostName = Optional.of(part);
        } else {
            notes.add(part + ": neither an address nor a name nor a time");
        }
    }

    /// A machine without an address has that of its name in `/etc/hosts`.
    private void end() {
        if (macs.isEmpty()) {
            identifier.flatMap(ClientIdentifiers::macIn).ifPresent(macs::add);
        }
        if (macs.isEmpty()) {
            notes.add("names no card, with whose address a machine's document begins");
        } else {
            var reserved = address.or(() -> hostName.flatMap(surroundings::address));
            found.accept(new Finding.Machine(
                    line.place(),
                    line.text(),
                    macs,
                    reserved,
                    hostName,
                    identifier.filter(octets -> ClientIdentifiers.macIn(octets)
                            .filter(macs::contains)
                            .isEmpty())));
        }
        if (!notes.isEmpty()) {
            found.accept(line.left(String.join("; ", notes)));
        }
    }
}
