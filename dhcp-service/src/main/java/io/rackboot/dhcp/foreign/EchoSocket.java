package io.rackboot.dhcp.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A raw ICMP socket that sends messages and hears echo replies. One thread receives and closes; whoever sends sees to
/// it that it is not closed meanwhile.
public final class EchoSocket implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_RAW_NONBLOCK_CLOEXEC = 3 | 0x800 | 0x80000;
    private static final int IPPROTO_ICMP = 1;
    private static final int SOL_RAW = 255;
    private static final int ICMP_FILTER = 1;
    /// One bit per type, set where it is not wanted: all but 0.
    private static final int ONLY_ECHO_REPLIES = ~1;

    private static final int SOCKADDR_IN = 16;
    private static final int MTU = 1500;

    /// How an attempt to open one ended.
    public sealed interface Opening {
        /// It is open.
        record Opened(EchoSocket socket) implements Opening {}

        /// It is not, for this reason.
        record Refused(String reason) implements Opening {}
    }

    /// What one wait brought.
    public sealed interface Received {
        /// A packet from its IPv4 header on.
        record Packet(byte[] packet) implements Received {}

        /// The time was up.
        record Nothing() implements Received {}

        /// The socket is of no use any more.
        record Broken(String reason) implements Received {}
    }

    private final Libc libc;
    private final int descriptor;

    private EchoSocket(Libc libc, int descriptor) {
        this.libc = libc;
        this.descriptor = descriptor;
    }

    /// Opens one. Takes CAP_NET_RAW.
    public static Opening open(Libc libc) {
        var descriptor = libc.socket(AF_INET, SOCK_RAW_NONBLOCK_CLOEXEC, IPPROTO_ICMP);
        if (descriptor < 0) {
            return new Opening.Refused(Libc.error(descriptor));
        }
        var filtered = libc.setsockopt(
                descriptor,
                SOL_RAW,
                ICMP_FILTER,
                host(4).putInt(ONLY_ECHO_REPLIES).array());
        if (filtered < 0) {
            libc.close(descriptor);
            return new Opening.Refused(Libc.error(filtered));
        }
        return new Opening.Opened(new EchoSocket(libc, descriptor));
    }

    /// Sends a message, at once or not at all.
    ///
    /// @param message from the ICMP type on
    /// @param destination four bytes
    /// @return the bytes sent, or -errno
    public int send(byte[] message, byte[] destination) {
        var address =
                host(SOCKADDR_IN).putShort((short) AF_INET).putShort((short) 0).put(destination);
        return libc.sendto(descriptor, message, address.array());
    }

    /// Waits for a packet, so many milliseconds at most.
    public Received receive(int milliseconds) {
        var ready = libc.pollIn(descriptor, milliseconds);
        if (ready < 0) {
            return new Received.Broken(Libc.error(ready));
        }
        if (ready == 0) {
            return new Received.Nothing();
        }
        var packet = new byte[MTU];
        var length = libc.recvfrom(descriptor, packet, new byte[SOCKADDR_IN]);
        if (length == -Libc.EAGAIN) {
            return new Received.Nothing();
        }
        return length < 0
                ? new Received.Broken(Libc.error(length))
                : new Received.Packet(Arrays.copyOf(packet, length));
    }

    @Override
    public void close() {
        libc.close(descriptor);
    }

    private static ByteBuffer host(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
