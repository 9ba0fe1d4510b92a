package io.rackboot.dhcp.socket;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The thread that every datagram is read and sent on. What else it is given it runs between them, in order.
public final class SocketThread implements Executor, AutoCloseable {
    private final EventLoopGroup group;

    private SocketThread(EventLoopGroup group) {
        this.group = group;
    }

    /// Starts it.
    ///
    /// @throws IllegalStateException where there is no epoll, that is, not on Linux on x86-64 or aarch64
    public static SocketThread start() {
        if (!Epoll.isAvailable()) {
            throw new IllegalStateException(
                    "DHCP needs Linux's epoll: " + Epoll.unavailabilityCause().getMessage(),
                    Epoll.unavailabilityCause());
        }
        return new SocketThread(new EpollEventLoopGroup(1, new DefaultThreadFactory("dhcp-sockets")));
    }

    /// Runs a task soon.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException when it is closed
    @Override
    public void execute(Runnable task) {
        group.execute(task);
    }

    EventLoopGroup group() {
        return group;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
