package io.rackboot.dhcp.socket;

import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.foreign.PacketSocket;
import io.rackboot.dhcp.reply.ReplyDestination;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.UdpPacket;
import io.rackboot.dhcp.wire.UdpPacket.Endpoint;
import java.util.Optional;

/// The frames to clients of one interface that have no address yet, where they can be sent. Any thread may send; who
/// does sees to it that they are not closed meanwhile.
///
/// A reply of 300 bytes or more makes a frame of 342: none has to be padded.
final class ClientFrames implements AutoCloseable {
    private final String networkInterface;
    private final BroadcastLog log;
    private Optional<PacketSocket> socket;

    private ClientFrames(String networkInterface, BroadcastLog log, Optional<PacketSocket> socket) {
        this.networkInterface = networkInterface;
        this.log = log;
        this.socket = socket;
    }

    /// Prepares to send them, or tells the log why that cannot be.
    ///
    /// @param index the kernel's number of the interface
    static ClientFrames on(String networkInterface, int index, Libc libc, BroadcastLog log) {
        var socket = switch (PacketSocket.open(libc, index)) {
            case PacketSocket.Opening.Opened(var opened) -> Optional.of(opened);
            case PacketSocket.Opening.NotEthernet(int type) -> {
                log.notEthernet(networkInterface, type);
                yield Optional.<PacketSocket>empty();
            }
            case PacketSocket.Opening.Refused(var reason) -> {
                log.cannotSend(networkInterface, reason);
                yield Optional.<PacketSocket>empty();
            }
        };
        return new ClientFrames(networkInterface, log, socket);
    }

    /// None, as the operator wishes.
    static ClientFrames none(String networkInterface, BroadcastLog log) {
        return new ClientFrames(networkInterface, log, Optional.empty());
    }

    /// Sends a datagram in a frame.
    ///
    /// @param clientPort the port it goes to
    /// @return whether it left; if not, it may be broadcast
    boolean send(Octets datagram, Endpoint source, int clientPort, ReplyDestination.ToHardware client) {
        return socket.map(open -> send(open, datagram, source, clientPort, client))
                .orElse(false);
    }

    private boolean send(
            PacketSocket open, Octets datagram, Endpoint source, int clientPort, ReplyDestination.ToHardware client) {
        var packet = UdpPacket.write(source, new Endpoint(client.yiaddr(), clientPort), datagram);
        var sent = open.send(packet.toByteArray(), client.chaddr().bytes().toByteArray());
        if (sent < 0) {
            log.didNotLeave(networkInterface, datagram, Libc.error(sent));
        }
        return sent >= 0;
    }

    @Override
    public void close() {
        socket.ifPresent(PacketSocket::close);
        socket = Optional.empty();
    }
}
