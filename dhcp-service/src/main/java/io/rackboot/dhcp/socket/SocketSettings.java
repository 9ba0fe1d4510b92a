package io.rackboot.dhcp.socket;

import io.rackboot.dhcp.lease.Subnet;
import java.util.List;

/// Where to listen.
///
/// @param interfaces the names of the served interfaces
/// @param serverPort the port to listen on and to reach relays at, 67
/// @param clientPort the port to reach clients at, 68
/// @param alwaysBroadcast whether replies to clients that have no address yet are broadcast even where frames to their
///     hardware addresses could be sent
/// @param subnets the served subnets: of an interface's several addresses, one that lies in one of them counts
public record SocketSettings(
        List<String> interfaces, int serverPort, int clientPort, boolean alwaysBroadcast, List<Subnet> subnets) {
    /// Takes copies.
    public SocketSettings {
        interfaces = List.copyOf(interfaces);
        subnets = List.copyOf(subnets);
    }
}
