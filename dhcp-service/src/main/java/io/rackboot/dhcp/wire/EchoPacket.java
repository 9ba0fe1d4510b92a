package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/// An ICMP echo (RFC 792) without data: `type code checksum identifier sequence`.
///
/// @param source who answers
/// @param identifier that of the request, 0 to 65535
public record EchoPacket(Ip4Address source, int identifier) {
    private static final byte ECHO_REPLY = 0;
    private static final byte ECHO = 8;
    private static final int LENGTH = 8;
    private static final int SHORTEST_IP_HEADER = 20;

    /// {@return the bytes of a request}
    ///
    /// @param identifier tells the replies to this program from those to others
    public static Octets request(int identifier) {
        var message = ByteBuffer.allocate(LENGTH)
                .put(ECHO)
                .put(4, (byte) (identifier >>> 8))
                .put(5, (byte) identifier);
        message.putShort(2, InternetChecksum.of(InternetChecksum.sum(message, 0, LENGTH)));
        return Octets.ofRemaining(message.rewind());
    }

    /// Reads a reply, from its IPv4 header on.
    ///
    /// @return empty for anything else
    public static Optional<EchoPacket> readReply(Octets packet) {
        if (packet.length() < SHORTEST_IP_HEADER) {
            return Optional.empty();
        }
        int header = (packet.at(0) & 0x0f) * 4;
        if (header < SHORTEST_IP_HEADER || packet.length() < header + LENGTH || packet.at(header) != ECHO_REPLY) {
            return Optional.empty();
        }
        return Optional.of(new EchoPacket(
                Ip4Address.of(packet.slice(12, 16)), packet.at(header + 4) << 8 | packet.at(header + 5)));
    }
}
