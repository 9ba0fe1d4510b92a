package io.rackboot.dhcp.socket;

import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.reply.ServerPort;
import java.util.List;
import java.util.Optional;

/// Where to listen.
///
/// @param interfaces the names of the served interfaces
/// @param serverPort the port to listen on and to reach relays at, 67
/// @param bootServerPort the port to listen on as a boot server, 4011, where that is wanted
/// @param clientPort the port to reach clients at, 68
/// @param alwaysBroadcast whether replies to clients that have no address yet are broadcast even where frames to their
///     hardware addresses could be sent
/// @param subnets the served subnets: of an interface's several addresses, one that lies in one of them counts
public record SocketSettings(
        List<String> interfaces,
        int serverPort,
        Optional<Integer> bootServerPort,
        int clientPort,
        boolean alwaysBroadcast,
        List<Subnet> subnets) {
    /// Takes copies.
    public SocketSettings {
        interfaces = List.copyOf(interfaces);
        subnets = List.copyOf(subnets);
    }

    /// Without a boot server's port.
    public SocketSettings(
            List<String> interfaces, int serverPort, int clientPort, boolean alwaysBroadcast, List<Subnet> subnets) {
        this(interfaces, serverPort, Optional.empty(), clientPort, alwaysBroadcast, subnets);
    }

    /// {@return the ports to listen on, each with its number}
    List<Bound> ports() {
        var dhcp = new Bound(ServerPort.DHCP, serverPort);
        return bootServerPort
                .map(number -> List.of(dhcp, new Bound(ServerPort.BOOT_SERVER, number)))
                .orElseGet(() -> List.of(dhcp));
    }

    /// {@return the ports for people: `port 67`, or `ports 67 and 4011`}
    String portsText() {
        return bootServerPort
                .map(number -> "ports " + serverPort + " and " + number)
                .orElse("port " + serverPort);
    }

    /// A port to listen on.
    ///
    /// @param port what it is for
    /// @param number what it is bound to
    record Bound(ServerPort port, int number) {}
}
