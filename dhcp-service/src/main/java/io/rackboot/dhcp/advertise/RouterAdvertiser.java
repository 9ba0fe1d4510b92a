package io.rackboot.dhcp.advertise;

import io.rackboot.dhcp.foreign.Icmp6Socket;
import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.wire.Octets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/// Answers the router solicitations on one interface with a router advertisement of lifetime 0.
///
/// iPXE asks for an IPv6 router before it goes on with the lease that it has, and waits about 13 seconds in every stage
/// where nobody answers. While a real router speaks on the link, this one is silent: until that router's lifetime is
/// over, or it says that it leaves.
public final class RouterAdvertiser implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RouterAdvertiser.class);
    private static final int POLL_MILLISECONDS = 500;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String networkInterface;
    private final Libc libc;
    private final LongAdder sent = new LongAdder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final InstantSource clock = InstantSource.system();
    private final Routers routers = new Routers();
    private String reported = "";
    private boolean leftToRouters;

    private RouterAdvertiser(String networkInterface, Libc libc) {
        this.networkInterface = networkInterface;
        this.libc = libc;
        // A platform thread: it waits in the kernel.
        thread = Thread.ofPlatform()
                .daemon()
                .name("advertise-" + networkInterface)
                .unstarted(this::run);
    }

    /// Starts on an interface, which need not be there yet.
    public static RouterAdvertiser start(String networkInterface) {
        var advertiser = new RouterAdvertiser(networkInterface, Libc.ofThisProcess());
        advertiser.thread.start();
        return advertiser;
    }

    /// {@return advertisements sent since the start}
    public long sent() {
        return sent.sum();
    }

    /// Ends it; waits up to a second.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                switch (Icmp6Socket.open(libc, networkInterface)) {
                    case Icmp6Socket.Opening.Opened(var socket) -> serve(socket);
                    case Icmp6Socket.Opening.Refused(var reason) -> report(reason);
                }
                if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Icmp6Socket opened) {
        var solicitations = new Solicitations(clock.instant());
        try (var socket = opened) {
            while (!isClosed()) {
                solicit(socket, solicitations);
                switch (socket.receive(POLL_MILLISECONDS)) {
                    case Icmp6Socket.Received.Nothing() -> tell();
                    case Icmp6Socket.Received.Message(var source, var message) -> {
                        hear(socket, solicitations, Octets.of(source), RouterDiscovery.read(source, message));
                        tell();
                    }
                    case Icmp6Socket.Received.Broken(var reason) -> {
                        report(reason);
                        return;
                    }
                }
            }
        }
    }

    /// Where there is no address to send from yet, it is tried again with the next turn.
    private void solicit(Icmp6Socket socket, Solicitations solicitations) {
        var now = clock.instant();
        if (solicitations.isDue(now)
                && !routers.speak(now)
                && socket.sendToAllRouters(RouterDiscovery.whoIsThere()) >= 0) {
            solicitations.sent(now);
        }
    }

    private void hear(Icmp6Socket socket, Solicitations solicitations, Octets source, RouterDiscovery heard) {
        var now = clock.instant();
        switch (heard) {
            case RouterDiscovery.Solicitation() -> {
                if (!routers.speak(now) && !solicitations.mayBeAnswered(now)) {
                    advertise(socket);
                }
            }
            case RouterDiscovery.Advertisement(var lifetime) -> routers.heard(source, lifetime, now);
            case RouterDiscovery.Invalid(var reason) ->
                LOG.debugf("%s: router discovery dropped: %s", networkInterface, reason);
        }
    }

    /// Each change once.
    private void tell() {
        boolean speak = routers.speak(clock.instant());
        if (speak && !leftToRouters) {
            LOG.infof("%s: an IPv6 router speaks; leaving router discovery to it", networkInterface);
        } else if (!speak && leftToRouters) {
            LOG.infof("%s: no IPv6 router speaks any more; answering router solicitations", networkInterface);
        }
        leftToRouters = speak;
    }

    private void advertise(Icmp6Socket socket) {
        var result = socket.sendToAllNodes(RouterDiscovery.nothingHere());
        if (result < 0) {
            report(Libc.error(result));
        } else {
            sent.increment();
        }
    }

    /// Once per reason: machines boot without it, only later.
    private void report(String reason) {
        if (!reason.equals(reported)) {
            reported = reason;
            LOG.warnf(
                    "%s: no router advertisements can be sent: %s; iPXE will wait 13 s for an IPv6 router in every stage",
                    networkInterface, reason);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
