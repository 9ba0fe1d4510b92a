package io.rackboot.dhcp.socket;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.unix.RawUnixChannelOption;
import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.foreign.UdpSender;
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.ReplyDestination;
import io.rackboot.dhcp.server.Outlet;
import io.rackboot.dhcp.server.PacketLabel;
import io.rackboot.dhcp.server.Received;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.UdpPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The socket of one port of one interface: hears what comes in on it, broadcasts included, and sends out of it.
///
/// Netty reads. Replies leave past it, with one system call on the thread that has them: through its event loop each
/// would cost the wake-up of another thread, a copy and a handful of objects more. One that the kernel does not take at
/// once is lost, and its client asks again.
final class InterfaceSocket implements Outlet, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(InterfaceSocket.class);
    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int IFNAMSIZ = 16;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    /// Room for the replies of a moment in which the interface sends nothing.
    private static final int SEND_BUFFER = 1024 * 1024;

    private final String name;
    private final int index;
    private final int clientPort;
    private final SocketSettings.Bound bound;
    private final ClientFrames frames;
    private final Runnable unsent;
    private final EpollDatagramChannel channel;
    private final UdpSender sender;
    private final ReceiveBuffer received = new ReceiveBuffer(Received.BUFFER);
    /// Shared by those that send: the descriptor of a closed socket may be another's the next moment.
    private final ReadWriteLock door = new ReentrantReadWriteLock();

    private boolean shut;
    private volatile Ip4Address address;

    private InterfaceSocket(
            String name,
            Link.Usable link,
            int clientPort,
            SocketSettings.Bound bound,
            ClientFrames frames,
            Runnable unsent,
            EpollDatagramChannel channel,
            Libc libc) {
        this.name = name;
        this.index = link.index();
        this.address = link.address();
        this.clientPort = clientPort;
        this.bound = bound;
        this.frames = frames;
        this.unsent = unsent;
        this.channel = channel;
        sender = new UdpSender(libc, channel.fd().intValue());
    }

    /// Opens the socket of one of the ports and begins to hear.
    ///
    /// @param frames is closed with the socket, or at once when that cannot be opened
    /// @param libc sends
    /// @param server is called on the event loop and must return at once
    /// @param unsent is called for each reply that the operating system does not take
    /// @throws IOException when the port or the interface cannot be had
    static InterfaceSocket open(
            String name,
            Link.Usable link,
            int clientPort,
            SocketSettings.Bound bound,
            ClientFrames frames,
            Libc libc,
            EventLoopGroup group,
            Consumer<Received> server,
            Runnable unsent)
            throws IOException {
        var channel = channel(frames);
        var socket = new InterfaceSocket(name, link, clientPort, bound, frames, unsent, channel, libc);
        try {
            socket.configure();
            channel.pipeline().addLast(socket.new Datagrams(server));
            group.register(channel).syncUninterruptibly();
            // On the event loop: nothing is being read then.
            channel.closeFuture().addListener(_ -> {
                socket.shut();
                socket.received.close();
                frames.close();
            });
            channel.bind(new InetSocketAddress(bound.number())).syncUninterruptibly();
            return socket;
        } catch (Exception e) { // Netty throws checked ones that it does not declare
            socket.abandon();
            throw new IOException(e.getMessage(), e);
        }
    }

    private static EpollDatagramChannel channel(ClientFrames frames) throws IOException {
        try {
            return new EpollDatagramChannel(InternetProtocolFamily.IPv4);
        } catch (ChannelException e) {
            frames.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    private void abandon() {
        if (channel.isRegistered()) {
            close();
        } else {
            channel.unsafe().closeForcibly();
            received.close();
            frames.close();
        }
    }

    private void configure() {
        var device = ByteBuffer.allocateDirect(IFNAMSIZ);
        device.put(name.getBytes(StandardCharsets.US_ASCII)).position(0);
        channel.config()
                .setOption(new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, SO_BINDTODEVICE, IFNAMSIZ), device);
        channel.config().setOption(ChannelOption.SO_BROADCAST, true);
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        channel.config().setOption(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
        channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        channel.config().setOption(EpollChannelOption.IP_RECVORIGDSTADDR, true);
        channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, Received.BUFFER);
        channel.config().setOption(ChannelOption.RCVBUF_ALLOCATOR, received);
    }

    /// {@return whether it still is the socket for an interface that looks like this; takes a new address over}
    boolean serves(Link.Usable link) {
        address = link.address();
        return channel.isActive() && index == link.index();
    }

    Ip4Address address() {
        return address;
    }

    @Override
    public void send(Octets datagram, ReplyDestination destination) {
        door.readLock().lock();
        try {
            switch (destination) {
                case ReplyDestination.ToRelay(var giaddr) -> send(datagram, giaddr, bound.number());
                case ReplyDestination.ToRelayPort(var giaddr, int port) -> send(datagram, giaddr, port);
                case ReplyDestination.ToClient(var ciaddr) -> send(datagram, ciaddr, clientPort);
                case ReplyDestination.ToSender(var source, int port) -> send(datagram, source, port);
                case ReplyDestination.Broadcast _ -> send(datagram, Ip4Address.BROADCAST, clientPort);
                case ReplyDestination.ToHardware client -> send(datagram, client);
            }
        } finally {
            door.readLock().unlock();
        }
    }

    /// An address that the client does not answer for yet cannot be reached through a UDP socket: the kernel would ask
    /// for its hardware address in vain. Where no frame can be sent, RFC 2131 §4.1 allows the broadcast instead.
    private void send(Octets datagram, ReplyDestination.ToHardware client) {
        var source = new UdpPacket.Endpoint(address, bound.number());
        if (shut || !frames.send(datagram, source, clientPort, client)) {
            send(datagram, Ip4Address.BROADCAST, clientPort);
        }
    }

    private void send(Octets datagram, Ip4Address to, int port) {
        if (shut) {
            didNotLeave(datagram, to, port, "the socket is closed");
            return;
        }
        var sent = sender.send(datagram.toByteArray(), to.bits(), port);
        if (sent < 0) {
            didNotLeave(datagram, to, port, UdpSender.error(sent));
        }
    }

    private void didNotLeave(Octets datagram, Ip4Address to, int port, String reason) {
        unsent.run();
        LOG.warnf("a reply to %s:%d did not leave: %s (%s)", to, port, reason, PacketLabel.of(datagram, name));
    }

    /// Hears no more; replies still leave.
    void deafen() {
        channel.config().setAutoRead(false);
    }

    /// When it returns nobody sends, and nobody will.
    private void shut() {
        door.writeLock().lock();
        try {
            shut = true;
        } finally {
            door.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        shut();
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Consumer<Received> server;

        Datagrams(Consumer<Received> server) {
            this.server = server;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var sender = packet.sender();
            var arrival =
                    new Arrival(name, address, ip4(sender), sender.getPort(), ip4(packet.recipient()), bound.port());
            var datagram = received.datagram(packet.content().readableBytes());
            server.accept(new Received(datagram, arrival, InterfaceSocket.this));
        }

        private static Ip4Address ip4(InetSocketAddress address) {
            return Ip4Address.of(Octets.of(address.getAddress().getAddress()));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException) {
                LOG.debugf("interface %s: %s", name, cause.getMessage());
            } else {
                LOG.errorf(cause, "a datagram on %s could not be taken: a fault of this program", name);
            }
        }
    }
}
