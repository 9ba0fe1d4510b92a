package io.rackboot.dhcp.foreign;

import java.util.Arrays;

/// A packet socket that hears one protocol on one Ethernet interface and speaks it. The kernel reads and writes the
/// frames' headers (`SOCK_DGRAM`).
///
/// One thread receives and closes; whoever sends sees to it that it is not closed meanwhile.
public final class LinkSocket implements AutoCloseable {
    private static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
    /// Packets of no protocol come in before it is bound.
    private static final int NO_PROTOCOL = 0;

    private static final int ARPHRD_ETHER = 1;
    private static final int MTU = 1500;

    /// How an attempt to open one ended.
    public sealed interface Opening {
        /// It is open.
        record Opened(LinkSocket socket) implements Opening {}

        /// The interface is no Ethernet.
        ///
        /// @param type as the kernel numbers them: 32 InfiniBand, 772 loopback, 65534 none
        record NotEthernet(int type) implements Opening {}

        /// It is not open, for this reason.
        record Refused(String reason) implements Opening {}
    }

    /// What one wait brought.
    public sealed interface Received {
        /// A packet for this host or for everybody.
        ///
        /// @param source the hardware address that its frame came from
        /// @param packet what the frame held, with the padding of short frames
        record Packet(byte[] source, byte[] packet) implements Received {}

        /// The time was up, or what came was meant for others.
        record Nothing() implements Received {}

        /// The socket is of no use any more.
        record Broken(String reason) implements Received {}
    }

    private final Libc libc;
    private final int descriptor;
    private final int index;
    private final int protocol;
    private final byte[] hardwareAddress;

    private LinkSocket(Libc libc, int descriptor, int index, int protocol, byte[] hardwareAddress) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.index = index;
        this.protocol = protocol;
        this.hardwareAddress = hardwareAddress;
    }

    /// Opens one. Takes CAP_NET_RAW.
    ///
    /// @param index the kernel's number of the interface
    /// @param protocol its Ethernet type
    public static Opening open(Libc libc, int index, int protocol) {
        var descriptor = libc.socket(LinkAddress.AF_PACKET, SOCK_DGRAM_NONBLOCK_CLOEXEC, NO_PROTOCOL);
        if (descriptor < 0) {
            return new Opening.Refused(Libc.error(descriptor));
        }
        var opening = bind(libc, descriptor, index, protocol);
        if (!(opening instanceof Opening.Opened)) {
            libc.close(descriptor);
        }
        return opening;
    }

    /// The name of a bound socket tells the interface's type and hardware address.
    private static Opening bind(Libc libc, int descriptor, int index, int protocol) {
        var bound = libc.bind(
                descriptor, LinkAddress.of(protocol, index, new byte[0]).bytes());
        if (bound < 0) {
            return new Opening.Refused(Libc.error(bound));
        }
        var name = LinkAddress.empty();
        var named = libc.getsockname(descriptor, name.bytes());
        if (named < 0) {
            return new Opening.Refused(Libc.error(named));
        }
        return name.type() == ARPHRD_ETHER
                ? new Opening.Opened(new LinkSocket(libc, descriptor, index, protocol, name.hardwareAddress()))
                : new Opening.NotEthernet(name.type());
    }

    /// {@return the interface's own address at this moment: a bridge or a bond changes it when a port comes or goes}
    public byte[] hardwareAddress() {
        var name = LinkAddress.empty();
        return libc.getsockname(descriptor, name.bytes()) < 0 ? hardwareAddress.clone() : name.hardwareAddress();
    }

    /// Sends a packet, at once or not at all.
    ///
    /// @param destination six bytes
    /// @return the bytes sent, or -errno
    public int send(byte[] packet, byte[] destination) {
        return libc.sendto(
                descriptor, packet, LinkAddress.of(protocol, index, destination).bytes());
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
        var from = LinkAddress.empty();
        var length = libc.recvfrom(descriptor, packet, from.bytes());
        if (length == -Libc.EAGAIN || length >= 0 && from.kind() >= LinkAddress.PACKET_OTHERHOST) {
            return new Received.Nothing();
        }
        return length < 0
                ? new Received.Broken(Libc.error(length))
                : new Received.Packet(from.hardwareAddress(), Arrays.copyOf(packet, length));
    }

    @Override
    public void close() {
        libc.close(descriptor);
    }
}
