package io.rackboot.tftp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.rackboot.tftp.transfer.Intake;
import io.rackboot.tftp.wire.TftpPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The well-known port: one socket, one platform thread, one handler that only decodes and hands on.
///
/// Netty's epoll transport is here for one thing that the JDK lacks: `IP_RECVORIGDSTADDR` tells which of several local
/// addresses a request was sent to, and a client takes its answer from that address only. Without epoll the routes
/// choose the address of answers, which is right wherever an interface has one address.
final class Listener implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Listener.class);
    private static final int LARGEST_REQUEST = 2048;

    private final EventLoopGroup thread;
    private final Channel channel;

    private Listener(EventLoopGroup thread, Channel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    /// Binds the port and begins to listen.
    ///
    /// @param requests is called on the listening thread and must return at once
    /// @throws IllegalStateException when the port cannot be had, saying which and why
    static Listener start(InetSocketAddress address, Intake intake, Consumer<Arrival> requests) {
        boolean epoll = Epoll.isAvailable();
        if (!epoll && address.getAddress().isAnyLocalAddress()) {
            LOG.warnf(
                    "no epoll transport (%s): answers leave from the address that the routes choose; on a machine with"
                            + " several addresses per interface set tftp.address",
                    Epoll.unavailabilityCause().getMessage());
        }
        var threads = new DefaultThreadFactory("tftp-listener");
        EventLoopGroup group = epoll ? new EpollEventLoopGroup(1, threads) : new NioEventLoopGroup(1, threads);
        var bound = bootstrap(group, epoll, new Requests(address, intake, requests))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IllegalStateException(
                    "cannot listen on tftp.address " + address.getHostString() + ", tftp.port " + address.getPort()
                            + ": " + bound.cause().getMessage()
                            + " (ports below 1024 need root or CAP_NET_BIND_SERVICE)",
                    bound.cause());
        }
        return new Listener(group, bound.channel());
    }

    private static Bootstrap bootstrap(EventLoopGroup group, boolean epoll, Requests requests) {
        ChannelFactory<DatagramChannel> sockets = epoll
                ? () -> new EpollDatagramChannel(InternetProtocolFamily.IPv4)
                : () -> new NioDatagramChannel(InternetProtocolFamily.IPv4);
        var bootstrap = new Bootstrap()
                .group(group)
                .channelFactory(sockets)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_REQUEST))
                .option(ChannelOption.SO_RCVBUF, 1024 * 1024)
                .handler(requests);
        return epoll ? bootstrap.option(EpollChannelOption.IP_RECVORIGDSTADDR, true) : bootstrap;
    }

    /// {@return where it listens}
    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    boolean listening() {
        return channel.isActive();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private static final class Requests extends SimpleChannelInboundHandler<DatagramPacket> {
        private final InetSocketAddress bound;
        private final Intake intake;
        private final Consumer<Arrival> requests;

        Requests(InetSocketAddress bound, Intake intake, Consumer<Arrival> requests) {
            this.bound = bound;
            this.intake = intake;
            this.requests = requests;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            var packet = intake.accept(datagram.content().nioBuffer(), datagram.sender());
            if (packet.isPresent() && packet.get() instanceof TftpPacket.Request request) {
                var local = datagram.recipient() == null
                        ? bound.getAddress()
                        : datagram.recipient().getAddress();
                requests.accept(new Arrival(datagram.sender(), local, request));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.error("a datagram could not be handled: a fault of this program; listening goes on", cause);
        }
    }
}
