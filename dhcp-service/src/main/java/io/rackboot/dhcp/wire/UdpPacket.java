package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;

/// Writes IPv4 packets with one UDP datagram each (RFC 791, RFC 768), for those that the kernel cannot send: to an
/// address that its owner does not answer for yet.
///
/// ```
///   0  45  version 4, five words        20  source port
///   1  00  type of service              22  destination port
///   2      length of the packet         24  length of the datagram with this header
///   4  0000                             26  checksum over addresses, protocol and datagram
///   6  4000  not to be fragmented       28  payload
///   8  40  time to live
///   9  11  UDP
///  10      checksum over this header
///  12      source, 16 destination
/// ```
public final class UdpPacket {
    /// The IP and the UDP header, in bytes.
    public static final int HEADERS = 28;

    private static final int UDP_HEADER = 20;
    private static final int LONGEST = 0xffff;
    private static final byte VERSION_AND_LENGTH = 0x45;
    private static final short DONT_FRAGMENT = 0x4000;
    /// What the kernel writes too.
    private static final byte TIME_TO_LIVE = 64;

    private static final byte UDP = 17;

    private UdpPacket() {}

    /// One end of a datagram's way.
    ///
    /// @param port 0 to 65535
    public record Endpoint(Ip4Address address, int port) {
        /// @throws IllegalArgumentException for a port out of range
        public Endpoint {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("port " + port + " is not in 0..65535");
            }
        }
    }

    /// Writes a packet, from its IP header on.
    ///
    /// @throws IllegalArgumentException for a payload of more than 65,507 bytes
    public static Octets write(Endpoint source, Endpoint destination, Octets payload) {
        int length = HEADERS + payload.length();
        if (length > LONGEST) {
            throw new IllegalArgumentException("a packet of " + length + " bytes, at most 65535 are possible");
        }
        var packet = ByteBuffer.allocate(length);
        writeIpHeader(packet, source.address(), destination.address());
        packet.putShort((short) source.port())
                .putShort((short) destination.port())
                .putShort((short) (length - UDP_HEADER))
                .putShort((short) 0)
                .put(payload.buffer());
        packet.putShort(10, InternetChecksum.of(InternetChecksum.sum(packet, 0, UDP_HEADER)));
        packet.putShort(26, udpChecksum(packet));
        return Octets.ofRemaining(packet.rewind());
    }

    private static void writeIpHeader(ByteBuffer packet, Ip4Address source, Ip4Address destination) {
        packet.put(VERSION_AND_LENGTH)
                .put((byte) 0)
                .putShort((short) packet.capacity())
                // The identification means nothing where nobody may fragment (RFC 6864 §4.1).
                .putShort((short) 0)
                .putShort(DONT_FRAGMENT)
                .put(TIME_TO_LIVE)
                .put(UDP)
                .putShort((short) 0)
                .putInt(source.bits())
                .putInt(destination.bits());
    }

    /// Zero would say that there is none (RFC 768).
    private static short udpChecksum(ByteBuffer packet) {
        int datagram = packet.capacity() - UDP_HEADER;
        long sum = InternetChecksum.sum(packet, 12, UDP_HEADER)
                + UDP
                + datagram
                + InternetChecksum.sum(packet, UDP_HEADER, packet.capacity());
        var checksum = InternetChecksum.of(sum);
        return checksum == 0 ? -1 : checksum;
    }
}
