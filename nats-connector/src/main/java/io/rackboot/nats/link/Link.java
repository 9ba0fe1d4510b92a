package io.rackboot.nats.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// The application's connection to NATS, or its absence.
///
/// A connection that is lost is never revived: the next one is another object, and who works on one
/// (see [LinkWorker]) starts again on it.
public final class Link implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Link.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration PONG = Duration.ofSeconds(5);

    private final LinkSettings settings;
    private final Counter reconnects;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> actions = new ArrayList<>();
    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final ExecutorService pings = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("nats-ping").factory());
    private final Thread thread;
    private Optional<Connection> current = Optional.empty();
    private String awayBecause = "not tried yet";
    private boolean closed;

    private Link(LinkSettings settings, MeterRegistry registry) {
        this.settings = settings;
        reconnects = Counter.builder("nats.reconnects")
                .description("connections made after the first")
                .register(registry);
        thread = Thread.ofVirtual().name("nats-link").unstarted(this::keepConnected);
        Gauge.builder("nats.connected", this, link -> link.connected() ? 1 : 0)
                .description("1 while the connection to NATS is up")
                .register(registry);
    }

    /// Starts to connect, and returns at once.
    public static Link open(LinkSettings settings, MeterRegistry registry) {
        var link = new Link(settings, registry);
        link.thread.start();
        return link;
    }

    /// {@return how NATS is reached}
    public LinkSettings settings() {
        return settings;
    }

    /// {@return the connection, if it is up}
    public Optional<Connection> connection() {
        lock.lock();
        try {
            return current.filter(Link::alive);
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether the connection is up}
    public boolean connected() {
        return connection().isPresent();
    }

    /// {@return whether this connection can still be used}
    public static boolean alive(Connection connection) {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    /// {@return why there is no connection, one line for people}
    public String away() {
        lock.lock();
        try {
            return "NATS (" + settings.shown() + ") is away: " + awayBecause;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a connection, for ever.
    public Connection await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (current.filter(Link::alive).isEmpty()) {
                changed.await();
            }
            return current.get();
        } finally {
            lock.unlock();
        }
    }

    /// Runs the action after each connect, now included where the connection is up.
    public void whenConnected(Runnable action) {
        lock.lock();
        try {
            actions.add(action);
            if (current.isPresent()) {
                start(action);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Runs the action when the link is closed, while the connection is still up; the newest first.
    public void beforeClose(Runnable action) {
        lock.lock();
        try {
            closers.push(action);
        } finally {
            lock.unlock();
        }
    }

    /// Returns when the server has taken what was published before.
    ///
    /// Pings go out one at a time and on a thread that nobody interrupts. jnats closes a connection with
    /// more pings on their way than it waits for on a dead one, and one ping lost to an interrupt sets all
    /// later pongs off by one.
    ///
    /// @throws IOException when there is no answer within five seconds
    public void flush(Connection connection) throws IOException, InterruptedException {
        try {
            pings.submit(() -> {
                        connection.flush(PONG);
                        return connection;
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the server does not answer a ping", e.getCause());
        }
    }

    /// {@return JetStream of the configured domain}
    public JetStream jetStream(Connection connection) throws IOException {
        return connection.jetStream(jetStreamOptions());
    }

    /// {@return the management of JetStream of the configured domain}
    public JetStreamManagement management(Connection connection) throws IOException {
        return connection.jetStreamManagement(jetStreamOptions());
    }

    /// {@return the options of JetStream of the configured domain}
    public JetStreamOptions jetStreamOptions() {
        return settings.jetStream();
    }

    /// Ends what works on the link, lets the server have what is written, and disconnects.
    @Override
    public void close() {
        for (var closer = nextCloser(); closer.isPresent(); closer = nextCloser()) {
            try {
                closer.get().run();
            } catch (RuntimeException e) {
                LOG.warn("while stopping", e);
            }
        }
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join(DRAIN.multipliedBy(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        pings.shutdown();
    }

    private Optional<Runnable> nextCloser() {
        lock.lock();
        try {
            return Optional.ofNullable(closers.poll());
        } finally {
            lock.unlock();
        }
    }

    private void keepConnected() {
        try {
            var connection = connect();
            while (true) {
                arrived(connection);
                awaitLoss(connection);
                connection = connect();
                reconnects.increment();
            }
        } catch (InterruptedException _) {
            connectionAtEnd().ifPresent(Link::drain);
        }
    }

    private Connection connect() throws InterruptedException {
        var backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));
        var report = new OncePerMinute();
        while (true) {
            try {
                return Nats.connect(settings.options(new LinkListener(this::wake)));
            } catch (IOException e) {
                away(String.valueOf(e.getMessage()));
                report.run(() -> LOG.warnf(
                        "cannot connect to NATS at %s: %s; trying until it answers", settings.shown(), e.getMessage()));
            }
            backoff.pause();
        }
    }

    private void arrived(Connection connection) {
        LOG.infof(
                "connected to NATS %s at %s:%d",
                connection.getServerInfo().getVersion(),
                connection.getServerInfo().getHost(),
                connection.getServerInfo().getPort());
        lock.lock();
        try {
            current = Optional.of(connection);
            changed.signalAll();
            actions.forEach(Link::start);
        } finally {
            lock.unlock();
        }
    }

    private void awaitLoss(Connection connection) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (alive(connection)) {
                changed.await(1, TimeUnit.SECONDS);
            }
            current = Optional.empty();
            awayBecause = Optional.ofNullable(connection.getLastError())
                    .filter(text -> !text.isEmpty())
                    .orElse("connection lost");
        } finally {
            lock.unlock();
        }
        LOG.warnf("lost the connection to NATS at %s; reconnecting", settings.shown());
        connection.close();
    }

    private void away(String reason) {
        lock.lock();
        try {
            awayBecause = reason;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Connection> connectionAtEnd() {
        lock.lock();
        try {
            var last = current;
            current = Optional.empty();
            awayBecause = "stopped";
            return last;
        } finally {
            lock.unlock();
        }
    }

    private static void drain(Connection connection) {
        try {
            if (alive(connection)) {
                connection.drain(DRAIN).get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            connection.close();
        } catch (InterruptedException | ExecutionException | TimeoutException | IllegalStateException e) {
            LOG.debugf(e, "while draining");
        }
    }

    private static void start(Runnable action) {
        Thread.ofVirtual().name("nats-connected").start(() -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("an action to run when connected failed", e);
            }
        });
    }
}
