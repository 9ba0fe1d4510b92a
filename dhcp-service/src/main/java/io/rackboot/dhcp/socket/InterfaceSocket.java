package io.rackboot.dhcp.socket;

import io.netty.buffer.Unpooled;
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
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.ReplyDestination;
import io.rackboot.dhcp.server.Outlet;
import io.rackboot.dhcp.server.PacketLabel;
import io.rackboot.dhcp.server.Received;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.UdpPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The socket of one port of one interface: hears what comes in on it, broadcasts included, and sends out of it.
///
/// Writes go in batches (`sendmmsg`): what other threads send meanwhile leaves with one flush.
/// What goes to a hardware address leaves as a frame of its own.
final class InterfaceSocket implements Outlet, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(InterfaceSocket.class);
    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int IFNAMSIZ = 16;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private record Outgoing(Octets datagram, ReplyDestination destination) {}

    private final String name;
    private final int index;
    private final int clientPort;
    private final SocketSettings.Bound bound;
    private final ClientFrames frames;
    private final Runnable unsent;
    private final EpollDatagramChannel channel;
    private final ReceiveBuffer received = new ReceiveBuffer(Received.BUFFER);
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean flushing = new AtomicBoolean();
    private volatile Ip4Address address;

    private InterfaceSocket(
            String name,
            Link.Usable link,
            int clientPort,
            SocketSettings.Bound bound,
            ClientFrames frames,
            Runnable unsent,
            EpollDatagramChannel channel) {
        this.name = name;
        this.index = link.index();
        this.address = link.address();
        this.clientPort = clientPort;
        this.bound = bound;
        this.frames = frames;
        this.unsent = unsent;
        this.channel = channel;
    }

    /// Opens the socket of one of the ports and begins to hear.
    ///
    /// @param frames is closed with the socket, or at once when that cannot be opened
    /// @param server is called on the event loop and must return at once
    /// @param unsent is called for each reply that the operating system does not take
    /// @throws IOException when the port or the interface cannot be had
    static InterfaceSocket open(
            String name,
            Link.Usable link,
            int clientPort,
            SocketSettings.Bound bound,
            ClientFrames frames,
            EventLoopGroup group,
            Consumer<Received> server,
            Runnable unsent)
            throws IOException {
        var channel = channel(frames);
        var socket = new InterfaceSocket(name, link, clientPort, bound, frames, unsent, channel);
        try {
            socket.configure();
            channel.pipeline().addLast(socket.new Datagrams(server));
            group.register(channel).syncUninterruptibly();
            // On the event loop: nothing is being read then, and no frame being sent.
            channel.closeFuture().addListener(_ -> {
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
        outgoing.add(new Outgoing(datagram, destination));
        if (flushing.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushing.set(false);
        for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
            send(next);
        }
        channel.flush();
    }

    /// An address that the client does not answer for yet cannot be reached through a UDP socket: the kernel would ask
    /// for its hardware address in vain. Where no frame can be sent, RFC 2131 §4.1 allows the broadcast instead.
    private void send(Outgoing next) {
        var datagram = next.datagram();
        switch (next.destination()) {
            case ReplyDestination.ToRelay(var giaddr) -> write(datagram, to(giaddr, bound.number()));
            case ReplyDestination.ToRelayPort(var giaddr, int port) -> write(datagram, to(giaddr, port));
            case ReplyDestination.ToClient(var ciaddr) -> write(datagram, to(ciaddr, clientPort));
            case ReplyDestination.ToSender(var source, var port) -> write(datagram, to(source, port));
            case ReplyDestination.Broadcast _ -> write(datagram, to(Ip4Address.BROADCAST, clientPort));
            case ReplyDestination.ToHardware client -> {
                var source = new UdpPacket.Endpoint(address, bound.number());
                if (!frames.send(datagram, source, clientPort, client)) {
                    write(datagram, to(Ip4Address.BROADCAST, clientPort));
                }
            }
        }
    }

    private void write(Octets datagram, InetSocketAddress to) {
        channel.write(new DatagramPacket(Unpooled.wrappedBuffer(datagram.toByteArray()), to))
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        unsent.run();
                        LOG.warnf(
                                "a reply to %s did not leave: %s (%s)",
                                to, written.cause(), PacketLabel.of(datagram, name));
                    }
                });
    }

    private static InetSocketAddress to(Ip4Address address, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address.octets().toByteArray()), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv4 address has four bytes", e);
        }
    }

    /// Hears no more; replies still leave.
    void deafen() {
        channel.config().setAutoRead(false);
    }

    @Override
    public void close() {
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
            server.accept(
                    new Received(Octets.ofRemaining(packet.content().nioBuffer()), arrival, InterfaceSocket.this));
        }

        private static Ip4Address ip4(InetSocketAddress address) {
            return new Ip4Address(
                    ByteBuffer.wrap(address.getAddress().getAddress()).getInt());
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
