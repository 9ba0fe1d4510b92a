package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.Ip4Address;

/// How a request came in.
///
/// @param networkInterface the server's interface
/// @param serverAddress the server's own address on that interface: its server identifier there
/// @param source the datagram's source address
/// @param sourcePort the datagram's source port, 0 to 65535
/// @param destination the datagram's destination address
/// @param port the server's port
public record Arrival(
        String networkInterface,
        Ip4Address serverAddress,
        Ip4Address source,
        int sourcePort,
        Ip4Address destination,
        ServerPort port) {
    /// On the DHCP port.
    public Arrival(
            String networkInterface,
            Ip4Address serverAddress,
            Ip4Address source,
            int sourcePort,
            Ip4Address destination) {
        this(networkInterface, serverAddress, source, sourcePort, destination, ServerPort.DHCP);
    }

    /// On the DHCP port, from port 67, the usual one of relays.
    public Arrival(String networkInterface, Ip4Address serverAddress, Ip4Address source, Ip4Address destination) {
        this(networkInterface, serverAddress, source, 67, destination);
    }

    /// {@return whether it was sent to this server alone}
    public boolean unicast() {
        return !destination.equals(Ip4Address.BROADCAST);
    }
}
