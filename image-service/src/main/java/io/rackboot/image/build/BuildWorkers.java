package io.rackboot.image.build;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// The threads that build: what this service was at work on when it ended, what the services share, and while NATS is
/// away what this one has taken itself.
final class BuildWorkers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BuildWorkers.class);
    private static final Duration STOP = Duration.ofSeconds(3);
    /// Another service may do what this one cannot; that this one tries again at once would help nobody.
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofMillis(500);

    private final BuildDesk desk;
    private final BuildReporter reporter;
    private final Peers peers;
    private final List<Thread> threads;
    private final ConcurrentLinkedQueue<BuildJob> interrupted = new ConcurrentLinkedQueue<>();
    private final Semaphore wakeups = new Semaphore(0);
    private volatile boolean stopping;

    BuildWorkers(BuildDesk desk, BuildReporter reporter, Peers peers, int count) {
        this.desk = desk;
        this.reporter = reporter;
        this.peers = peers;
        // Platform threads: a build computes for seconds and would keep a virtual thread's carrier from requests.
        this.threads = IntStream.rangeClosed(1, count)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("build-" + i).unstarted(this::work))
                .toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /// Takes up what an earlier process left; what it was at work on goes first.
    void resume(BuildJob job) {
        desk.remember(job);
        if (job.own().attempts() > 0) {
            interrupted.add(job);
        }
    }

    /// There may be something to do.
    void wake() {
        wakeups.release();
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        try {
            for (var thread : threads) {
                thread.join(STOP);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            peers.awaitContact();
            while (!stopping) {
                guarded();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A fault must not end the thread: nothing would be built any more.
    private void guarded() throws InterruptedException {
        try {
            one();
        } catch (RuntimeException e) {
            LOG.error("no build could be begun; trying again", e);
            wakeups.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void one() throws InterruptedException {
        var begun = Optional.ofNullable(interrupted.poll());
        if (begun.isPresent()) {
            own(begun.get());
            return;
        }
        switch (peers.next(WAIT, desk::lack)) {
            case Peers.Next.Begun(var build, var yaml, var hold) -> shared(build, yaml, hold);
            case Peers.Next.Ended(var build) -> ended(build);
            case Peers.Next.Nothing() -> {}
            case Peers.Next.Alone() -> alone();
        }
    }

    private void alone() throws InterruptedException {
        wakeups.drainPermits();
        var next = desk.ledger().jobs().stream().filter(BuildJob::waits).findFirst();
        if (next.isPresent()) {
            own(next.get());
        } else {
            wakeups.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// A build that nobody has given to this service: it is on its disk.
    private void own(BuildJob job) {
        var meter = desk.begin(job, peers.self());
        if (meter.isPresent()) {
            reporter.tell(job);
            switch (desk.work(job, meter.get(), () -> stopping)) {
                case BuildDesk.End.Ended(), BuildDesk.End.Yielded() -> reporter.tell(job);
                case BuildDesk.End.Left() -> peers.giveBack(job.own());
            }
        }
    }

    private void shared(BuildRecord build, String yaml, Peers.Hold hold) {
        BuildJob job;
        try {
            job = desk.ledger().take(build.waiting(build.attempts() - 1), yaml);
        } catch (IOException e) {
            LOG.errorf("build %s cannot be taken here: %s", build.id(), e.getMessage());
            peers.giveBack(build.waiting(build.attempts() - 1));
            hold.giveBack(PAUSE);
            return;
        }
        var meter = job.begin(_ -> build);
        if (meter.isEmpty()) {
            reporter.tell(job);
            hold.giveBack(PAUSE);
            return;
        }
        reporter.keep(build.id(), hold);
        try {
            switch (desk.work(job, meter.get(), () -> stopping)) {
                case BuildDesk.End.Ended() -> {
                    // What could not be told comes again, and is seen to have ended.
                    if (reporter.tell(job) instanceof Peers.Standing.Agreed) {
                        hold.done();
                    }
                }
                case BuildDesk.End.Yielded() -> reporter.tell(job);
                case BuildDesk.End.Left() -> {
                    peers.giveBack(job.own());
                    hold.giveBack(Duration.ZERO);
                }
            }
        } finally {
            reporter.release(build.id());
        }
    }

    private void ended(BuildRecord build) {
        desk.news().failed(build);
        desk.ledger()
                .job(build.id())
                .filter(job -> job.follow(build))
                .ifPresent(job -> desk.ledger().record(job.own()));
    }
}
