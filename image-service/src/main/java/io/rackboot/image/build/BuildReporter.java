package io.rackboot.image.build;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Keeps the other services and this one of one mind: tells each build that has changed here, hears what became of it
/// elsewhere, and keeps the holds on what is at work. Once a second, and when it is woken.
final class BuildReporter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BuildReporter.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final BuildLedger ledger;
    private final Peers peers;
    private final Map<String, Peers.Hold> holds = new ConcurrentHashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Semaphore wakeups = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("build-reporter").unstarted(this::run);
    private long contact;

    BuildReporter(BuildLedger ledger, Peers peers) {
        this.ledger = ledger;
        this.peers = peers;
    }

    void start() {
        thread.start();
    }

    void wake() {
        wakeups.release();
    }

    void keep(String id, Peers.Hold hold) {
        holds.put(id, hold);
    }

    void release(String id) {
        holds.remove(id);
    }

    /// Tells one build now, and {@return how it stands}.
    Peers.Standing tell(BuildJob job) {
        var build = job.own();
        var standing = peers.tell(build, yaml(build));
        switch (standing) {
            case Peers.Standing.Agreed(), Peers.Standing.Untold() -> {}
            case Peers.Standing.Unwanted() -> job.cancel();
            case Peers.Standing.Elsewhere(var other) -> {
                job.yield();
                if (job.follow(other)) {
                    ledger.record(job.own());
                }
            }
        }
        return standing;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                wakeups.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
                wakeups.drainPermits();
                report();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        holds.values().forEach(Peers.Hold::keep);
        if (contact != peers.contact()) {
            contact = peers.contact();
            settled.clear();
        }
        for (var job : ledger.jobs()) {
            try {
                reportOne(job);
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "build %s could not be told to the other services",
                        job.own().id());
            }
        }
    }

    private void reportOne(BuildJob job) {
        var id = job.own().id();
        if (settled.contains(id)) {
            return;
        }
        var ended = job.own().state().ended();
        switch (tell(job)) {
            case Peers.Standing.Agreed _, Peers.Standing.Elsewhere _ -> {
                if (ended) {
                    settled.add(id);
                }
            }
            case Peers.Standing.Untold _, Peers.Standing.Unwanted _ -> {}
        }
    }

    /// What has ended needs no builder.
    private String yaml(BuildRecord build) {
        if (build.state().ended()) {
            return "";
        }
        try {
            return ledger.yaml(build.id());
        } catch (IOException e) {
            LOG.debugf("the specification of build %s cannot be read: %s", build.id(), e.getMessage());
            return "";
        }
    }
}
