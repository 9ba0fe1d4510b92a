package io.rackboot.dhcp.foreign;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A raw ICMPv6 socket on one interface, which hears router solicitations and advertisements and speaks to all nodes of
/// the link. The kernel computes the checksum. One thread uses it.
public final class Icmp6Socket implements AutoCloseable {
    private static final int AF_INET6 = 10;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_MULTICAST_IF = 17;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_JOIN_GROUP = 20;
    private static final int ICMP6_FILTER = 1;
    private static final int SOCKADDR_IN6 = 28;
    private static final int MTU = 1500;

    /// How an attempt to open one ended.
    public sealed interface Opening {
        /// It is open.
        record Opened(Icmp6Socket socket) implements Opening {}

        /// It is not, for this reason.
        record Refused(String reason) implements Opening {}
    }

    /// What one wait brought.
    public sealed interface Received {
        /// A message from a neighbour.
        ///
        /// @param source 16 bytes
        /// @param message from the ICMPv6 type on
        record Message(byte[] source, byte[] message) implements Received {}

        /// The time was up.
        record Nothing() implements Received {}

        /// The socket is of no use any more.
        record Broken(String reason) implements Received {}
    }

    private final Libc libc;
    private final int descriptor;
    private final int index;

    private Icmp6Socket(Libc libc, int descriptor, int index) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.index = index;
    }

    /// Opens one. Takes CAP_NET_RAW.
    public static Opening open(Libc libc, String networkInterface) {
        int index;
        try {
            var device = NetworkInterface.getByName(networkInterface);
            if (device == null) {
                return new Opening.Refused("no such interface");
            }
            index = device.getIndex();
        } catch (SocketException e) {
            return new Opening.Refused(String.valueOf(e.getMessage()));
        }
        var descriptor = libc.socket(AF_INET6, SOCK_RAW_CLOEXEC, IPPROTO_ICMPV6);
        if (descriptor < 0) {
            return new Opening.Refused(Libc.error(descriptor));
        }
        var socket = new Icmp6Socket(libc, descriptor, index);
        var failure = socket.prepare(networkInterface);
        if (failure < 0) {
            socket.close();
            return new Opening.Refused(Libc.error(failure));
        }
        return new Opening.Opened(socket);
    }

    private int prepare(String networkInterface) {
        var name = Arrays.copyOf(networkInterface.getBytes(StandardCharsets.US_ASCII), 16);
        var allRouters = host(20).put(linkLocalGroup(2)).putInt(index).array();
        return firstFailure(
                libc.setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, name),
                libc.setsockopt(descriptor, IPPROTO_ICMPV6, ICMP6_FILTER, onlyRouterDiscovery()),
                libc.setsockopt(descriptor, IPPROTO_IPV6, IPV6_MULTICAST_IF, number(index)),
                // RFC 4861 §6.1.2: receivers drop what has passed a router.
                libc.setsockopt(descriptor, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, number(255)),
                libc.setsockopt(descriptor, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, number(0)),
                libc.setsockopt(descriptor, IPPROTO_IPV6, IPV6_JOIN_GROUP, allRouters));
    }

    /// Sends a message to all nodes of the link (`ff02::1`).
    ///
    /// @return the bytes sent, or -errno
    public int sendToAllNodes(byte[] message) {
        return send(message, linkLocalGroup(1));
    }

    /// Sends a message to all routers of the link (`ff02::2`).
    ///
    /// @return the bytes sent, or -errno
    public int sendToAllRouters(byte[] message) {
        return send(message, linkLocalGroup(2));
    }

    private int send(byte[] message, byte[] group) {
        var address = host(SOCKADDR_IN6)
                .putShort((short) AF_INET6)
                .putShort((short) 0)
                .putInt(0);
        return libc.sendto(descriptor, message, address.put(group).putInt(index).array());
    }

    /// Waits for a message, so many milliseconds at most.
    public Received receive(int milliseconds) {
        var ready = libc.pollIn(descriptor, milliseconds);
        if (ready < 0) {
            return new Received.Broken(Libc.error(ready));
        }
        if (ready == 0) {
            return new Received.Nothing();
        }
        var message = new byte[MTU];
        var address = new byte[SOCKADDR_IN6];
        var length = libc.recvfrom(descriptor, message, address);
        if (length == -Libc.EAGAIN) {
            return new Received.Nothing();
        }
        return length < 0
                ? new Received.Broken(Libc.error(length))
                : new Received.Message(Arrays.copyOfRange(address, 8, 24), Arrays.copyOf(message, length));
    }

    @Override
    public void close() {
        libc.close(descriptor);
    }

    private static int firstFailure(int... results) {
        return Arrays.stream(results).filter(result -> result < 0).findFirst().orElse(0);
    }

    /// One bit per type, set where it is not wanted: all but 133 and 134.
    private static byte[] onlyRouterDiscovery() {
        var filter = host(32);
        for (int word = 0; word < 8; word++) {
            filter.putInt(word == 133 / 32 ? ~(0b11 << 133 % 32) : -1);
        }
        return filter.array();
    }

    private static byte[] linkLocalGroup(int group) {
        return ByteBuffer.allocate(16)
                .put((byte) 0xff)
                .put((byte) 0x02)
                .put(15, (byte) group)
                .array();
    }

    private static byte[] number(int value) {
        return host(4).putInt(value).array();
    }

    private static ByteBuffer host(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
