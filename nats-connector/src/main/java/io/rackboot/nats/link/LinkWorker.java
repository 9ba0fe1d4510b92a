package io.rackboot.nats.link;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// A virtual thread that does one job on each connection in turn: waits for one, works on it until it is lost or the
/// job fails, and begins again.
public final class LinkWorker implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LinkWorker.class);

    /// The job: works until the connection is lost; then it returns or throws.
    public interface Job {
        void run(Connection connection) throws IOException, JetStreamApiException, InterruptedException;
    }

    private final Link link;
    private final String name;
    private final Job job;
    private final Thread thread;
    private volatile boolean closed;

    private LinkWorker(Link link, String name, Job job) {
        this.link = link;
        this.name = name;
        this.job = job;
        thread = Thread.ofVirtual().name("nats-" + name).unstarted(this::work);
    }

    /// Starts the job.
    ///
    /// @param name what the job is called in log and thread, such as `channel facts`
    public static LinkWorker start(Link link, String name, Job job) {
        var worker = new LinkWorker(link, name, job);
        worker.thread.start();
        return worker;
    }

    /// Interrupts the job and waits for its end, unless it is the job itself that calls.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        var backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));
        var report = new OncePerMinute();
        while (!closed) {
            try {
                var connection = link.await();
                var started = System.nanoTime();
                attempt(connection, report);
                if (Duration.ofNanos(System.nanoTime() - started).compareTo(Duration.ofSeconds(10)) > 0) {
                    backoff.reset();
                    report.reset();
                }
                if (Link.alive(connection)) {
                    backoff.pause();
                } else {
                    backoff.reset();
                }
            } catch (InterruptedException _) {
                // only close() interrupts; the loop's condition ends it
            }
        }
    }

    private void attempt(Connection connection, OncePerMinute report) throws InterruptedException {
        try {
            job.run(connection);
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            if (Link.alive(connection)) {
                report.run(() -> LOG.warnf("%s: %s; trying again", name, e.getMessage()));
            } else {
                LOG.debugf("%s: %s", name, e.getMessage());
            }
        } catch (RuntimeException e) {
            report.run(() -> LOG.errorf(e, "%s failed; trying again", name));
        }
    }
}
