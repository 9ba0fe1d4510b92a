package io.rackboot.dhcp.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Sends datagrams out of a UDP socket that somebody else opens and closes. Any thread may; whoever sends sees to it
/// that the socket is not closed meanwhile.
///
/// @param descriptor of the socket, which does not wait when it cannot send
public record UdpSender(Libc libc, int descriptor) {
    private static final int AF_INET = 2;
    private static final int SOCKADDR_IN = 16;
    private static final int EPERM = 1;
    private static final int EACCES = 13;

    /// Sends a datagram, at once or not at all.
    ///
    /// @param address the four bytes as one number, the first octet on top
    /// @return the bytes sent, or -errno
    public int send(byte[] datagram, int address, int port) {
        var to = new byte[SOCKADDR_IN];
        ByteBuffer.wrap(to)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_INET)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) port)
                .putInt(address);
        return libc.sendto(descriptor, datagram, to);
    }

    /// {@return the error of a negative result, for people} A UDP socket needs no permission to send.
    public static String error(int result) {
        return switch (-result) {
            case EPERM, EACCES -> "a packet filter or a route forbids it";
            default -> Libc.error(result);
        };
    }
}
