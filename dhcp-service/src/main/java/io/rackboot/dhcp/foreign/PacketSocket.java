package io.rackboot.dhcp.foreign;

/// A packet socket that sends IPv4 packets out of one Ethernet interface, in frames to hardware addresses that the
/// caller names. It receives nothing. Any thread may send; whoever does sees to it that it is not closed meanwhile.
///
/// The kernel writes the frame's header (`SOCK_DGRAM`): the source is the interface's address at that moment, which a
/// bond or a bridge changes when a port comes or goes.
public final class PacketSocket implements AutoCloseable {
    private static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
    /// Packets of no protocol come in.
    private static final int NO_PROTOCOL = 0;

    private static final int ETH_P_IP = 0x0800;
    private static final int ARPHRD_ETHER = 1;
    private static final int HARDWARE_ADDRESS = 6;

    /// How an attempt to open one ended.
    public sealed interface Opening {
        /// It is open.
        record Opened(PacketSocket socket) implements Opening {}

        /// The interface is no Ethernet: its addresses are not those of the clients' messages.
        ///
        /// @param type as the kernel numbers them: 32 InfiniBand, 772 loopback, 65534 none
        record NotEthernet(int type) implements Opening {}

        /// It is not open, for this reason.
        record Refused(String reason) implements Opening {}
    }

    private final Libc libc;
    private final int descriptor;
    private final int index;

    private PacketSocket(Libc libc, int descriptor, int index) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.index = index;
    }

    /// Opens one. Takes CAP_NET_RAW.
    ///
    /// @param index the kernel's number of the interface
    public static Opening open(Libc libc, int index) {
        var descriptor = libc.socket(LinkAddress.AF_PACKET, SOCK_DGRAM_NONBLOCK_CLOEXEC, NO_PROTOCOL);
        if (descriptor < 0) {
            return new Opening.Refused(Libc.error(descriptor));
        }
        var socket = new PacketSocket(libc, descriptor, index);
        var opening = socket.bind();
        if (!(opening instanceof Opening.Opened)) {
            socket.close();
        }
        return opening;
    }

    /// The name of a bound socket tells the interface's type.
    private Opening bind() {
        var bound = libc.bind(
                descriptor, LinkAddress.of(NO_PROTOCOL, index, new byte[0]).bytes());
        if (bound < 0) {
            return new Opening.Refused(Libc.error(bound));
        }
        var name = LinkAddress.empty();
        var named = libc.getsockname(descriptor, name.bytes());
        if (named < 0) {
            return new Opening.Refused(Libc.error(named));
        }
        return name.type() == ARPHRD_ETHER ? new Opening.Opened(this) : new Opening.NotEthernet(name.type());
    }

    /// Sends a packet, at once or not at all.
    ///
    /// @param packet from the IPv4 header on
    /// @param hardwareAddress six bytes
    /// @return the bytes sent, or -errno
    public int send(byte[] packet, byte[] hardwareAddress) {
        if (hardwareAddress.length != HARDWARE_ADDRESS) {
            throw new IllegalArgumentException("an Ethernet address of " + hardwareAddress.length + " bytes");
        }
        return libc.sendto(
                descriptor,
                packet,
                LinkAddress.of(ETH_P_IP, index, hardwareAddress).bytes());
    }

    @Override
    public void close() {
        libc.close(descriptor);
    }
}
