package io.rackboot.dhcp.socket;

import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An interface as the kernel shows it at one moment.
sealed interface Link {
    /// It can be served.
    ///
    /// @param index the kernel's number of it, another one after it was taken away and made again
    /// @param address the server's own address on it
    record Usable(int index, Ip4Address address) implements Link {}

    /// It cannot be served.
    ///
    /// @param reason ends the sentence "interface eth0 …"
    record Unusable(String reason) implements Link {}

    /// Looks at an interface.
    static Link look(String name, List<Subnet> subnets) {
        try {
            return Optional.ofNullable(NetworkInterface.getByName(name))
                    .map(found -> look(found, subnets))
                    .orElseGet(() -> new Unusable("does not exist"));
        } catch (SocketException e) {
            return new Unusable("cannot be looked at: " + e.getMessage());
        }
    }

    private static Link look(NetworkInterface found, List<Subnet> subnets) {
        try {
            return found.isUp() ? withAddress(found, subnets) : new Unusable("is down");
        } catch (SocketException e) {
            return new Unusable("went away: " + e.getMessage());
        }
    }

    private static Link withAddress(NetworkInterface found, List<Subnet> subnets) {
        return found.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .map(address -> Ip4Address.of(Octets.of(address.getAddress())))
                .min(Comparator.comparing(address -> !inAny(subnets, address)))
                .<Link>map(address -> new Usable(found.getIndex(), address))
                .orElseGet(() -> new Unusable("has no IPv4 address"));
    }

    private static boolean inAny(List<Subnet> subnets, Ip4Address address) {
        return subnets.stream().anyMatch(subnet -> subnet.contains(address));
    }
}
