package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.Octets;
import java.util.Map;
import java.util.Optional;

/// How BOOTP requests (RFC 951) are treated.
///
/// @param serverName the name by which this server is asked for and calls itself in `sname`; without it, its address
/// @param clients which clients of a subnet are given addresses, by the subnet's name; [BootpClients#RESERVED] for
///     those that are not named
public record Bootp(Optional<String> serverName, Map<String, BootpClients> clients) {
    /// Of a rack whose machines are known.
    public static final Bootp RACK = new Bootp(Optional.empty(), Map.of());

    /// The longest name, with room for the NUL at its end.
    private static final int LONGEST_NAME = 63;

    /// @throws IllegalArgumentException for a name that does not fit `sname`
    public Bootp {
        clients = Map.copyOf(clients);
        serverName.ifPresent(name -> {
            if (!name.matches("[!-~]{1," + LONGEST_NAME + "}")) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no name of 1 to " + LONGEST_NAME + " characters without spaces");
            }
        });
    }

    BootpClients clientsOf(Subnet subnet) {
        return clients.getOrDefault(subnet.name(), BootpClients.RESERVED);
    }

    /// {@return what the server calls itself in `sname`}
    Octets nameFor(Arrival arrival) {
        return Octets.ofText(serverName.orElseGet(() -> arrival.serverAddress().toString()));
    }

    /// {@return whether a client that asks for this name means this one (RFC 951 §7.3): any that asks for none does}
    boolean isName(Octets sname, Arrival arrival) {
        var asked = sname.text();
        return asked.isEmpty()
                || asked.equals(arrival.serverAddress().toString())
                || serverName.filter(name -> isSameHost(asked, name)).isPresent();
    }

    /// With or without a domain behind it.
    private static boolean isSameHost(String asked, String name) {
        return asked.equalsIgnoreCase(name)
                || !asked.contains(".") && asked.equalsIgnoreCase(name.split("\\.", 2)[0])
                || !name.contains(".") && name.equalsIgnoreCase(asked.split("\\.", 2)[0]);
    }
}
