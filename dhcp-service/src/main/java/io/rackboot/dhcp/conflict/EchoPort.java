package io.rackboot.dhcp.conflict;

import io.rackboot.dhcp.foreign.EchoSocket;
import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.wire.EchoPacket;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// ICMP echo, for addresses behind routers. Where it cannot be had, nobody is asked there; the log says so once.
final class EchoPort implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EchoPort.class);
    private static final int POLL_MILLISECONDS = 500;

    private final Consumer<Ip4Address> answered;
    private final byte[] request;
    private final int identifier = ThreadLocalRandom.current().nextInt(0x10000);
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private Optional<EchoSocket> open = Optional.empty();
    private volatile boolean closed;

    private EchoPort(Consumer<Ip4Address> answered) {
        this.answered = answered;
        this.request = EchoPacket.request(identifier).toByteArray();
        // A platform thread: it waits in the kernel.
        this.thread = Thread.ofPlatform().daemon().name("dhcp-echo").unstarted(this::run);
    }

    /// Opens it.
    ///
    /// @param answered is told who answers, on a thread of its own
    static EchoPort start(Libc libc, Consumer<Ip4Address> answered) {
        var port = new EchoPort(answered);
        switch (EchoSocket.open(libc)) {
            case EchoSocket.Opening.Opened(var socket) -> port.open = Optional.of(socket);
            case EchoSocket.Opening.Refused(var reason) ->
                LOG.warnf("addresses behind relays are not probed before they are given: %s", reason);
        }
        port.thread.start();
        return port;
    }

    /// Asks; returns at once. {@return whether the question left}
    boolean ask(Ip4Address address) {
        lock.lock();
        try {
            return open.map(socket -> socket.send(request, address.octets().toByteArray()) >= 0)
                    .orElse(false);
        } finally {
            lock.unlock();
        }
    }

    /// Ends it; waits up to a second.
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        open.ifPresent(socket -> {
            boolean usable = true;
            while (usable && !closed) {
                usable = hears(socket);
            }
            end(socket);
        });
    }

    private boolean hears(EchoSocket socket) {
        switch (socket.receive(POLL_MILLISECONDS)) {
            case EchoSocket.Received.Nothing() -> {}
            case EchoSocket.Received.Packet(var packet) ->
                EchoPacket.readReply(Octets.of(packet))
                        .filter(reply -> reply.identifier() == identifier)
                        .map(EchoPacket::source)
                        .ifPresent(answered);
            case EchoSocket.Received.Broken(var reason) -> {
                LOG.warnf("addresses behind relays are not probed any more: %s", reason);
                return false;
            }
        }
        return true;
    }

    private void end(EchoSocket socket) {
        lock.lock();
        try {
            open = Optional.empty();
            socket.close();
        } finally {
            lock.unlock();
        }
    }
}
