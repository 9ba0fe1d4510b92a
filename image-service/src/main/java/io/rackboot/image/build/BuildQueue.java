package io.rackboot.image.build;

import io.rackboot.image.specification.Specification;
import io.rackboot.image.specification.Specifications;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The builds: asked for, waiting, at work, ended; across restarts, and across the image-services that share them.
///
/// A build is on the disk of the service that took it before anybody is told. Whoever has time builds it; while NATS is
/// away that is this service itself.
public final class BuildQueue implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BuildQueue.class);

    private final BuildRunner runner;
    private final BuildLedger ledger;
    private final BuildNews news;
    private final Peers peers;
    private final InstantSource clock;
    private final BuildIds ids;
    private final BuildWorkers workers;
    private final BuildReporter reporter;

    /// Does not start to work yet.
    ///
    /// @param workers how many builds are at work at once
    public BuildQueue(
            BuildRunner runner,
            BuildLedger ledger,
            BuildNews news,
            Specifications specifications,
            Peers peers,
            InstantSource clock,
            int workers) {
        this.runner = runner;
        this.ledger = ledger;
        this.news = news;
        this.peers = peers;
        this.clock = clock;
        this.ids = new BuildIds(clock);
        this.reporter = new BuildReporter(ledger, peers);
        this.workers =
                new BuildWorkers(new BuildDesk(runner, ledger, news, specifications, clock), reporter, peers, workers);
    }

    /// Takes up what an earlier process left: what was at work waits again, unless it has ended its service too often.
    public void start() throws IOException {
        for (var problem : runner.area().clear()) {
            LOG.warnf("what a build left could not be removed, the next start tries again: %s", problem);
        }
        for (var job : ledger.load()) {
            switch (job.own().state()) {
                case QUEUED -> workers.resume(job);
                case RUNNING -> takeUp(job);
                case FINISHED, FAILED, CANCELLED -> {}
            }
        }
        reporter.start();
        workers.start();
    }

    private void takeUp(BuildJob job) {
        var build = job.own();
        if (build.attempts() >= Peers.MAXIMUM_ATTEMPTS) {
            job.change(BuildState.RUNNING, running -> running.failed(BuildError.endsItsService(), clock.instant()));
            ledger.record(job.own());
            news.failed(job.own());
            return;
        }
        job.change(BuildState.RUNNING, running -> running.waiting(running.attempts()));
        ledger.record(job.own());
        LOG.warnf("build %s was at work when the service ended: it is begun anew", build.id());
        new FileLog(ledger.log(build.id()), clock)
                .line("the service ended while the build was at work: it is begun anew");
        workers.resume(job);
    }

    /// Takes a build.
    ///
    /// @param yaml the specification as it was sent
    /// @throws IOException where the build cannot be recorded; it is not taken then
    public BuildRecord submit(Specification specification, String yaml) throws IOException {
        var build = BuildRecord.queued(ids.next(), specification.name(), specification.version(), clock.instant());
        ledger.take(build, yaml).specification(specification);
        reporter.wake();
        workers.wake();
        return build;
    }

    /// {@return all builds, the newest first: this service's, and those of others as far as NATS can be asked}
    public List<BuildRecord> all() {
        var here = ledger.jobs().stream().map(BuildJob::snapshot).toList();
        var known = here.stream().map(BuildRecord::id).collect(Collectors.toSet());
        var all = new ArrayList<>(here);
        peers.all().stream().filter(build -> !known.contains(build.id())).forEach(all::add);
        all.sort(Comparator.comparing(BuildRecord::id).reversed());
        return List.copyOf(all);
    }

    /// {@return one build, whichever service has it}
    public Optional<BuildRecord> find(String id) {
        return ledger.job(id).map(BuildJob::snapshot).or(() -> peers.find(id));
    }

    /// {@return how many builds of this service are in a state}
    public long count(BuildState state) {
        return ledger.jobs().stream()
                .filter(job -> job.snapshot().state() == state)
                .count();
    }

    /// {@return the builds here, waiting or at work, that take the root of an image}
    ///
    /// @param key the image, `name.version`
    public List<String> on(String key) {
        return ledger.on(key);
    }

    /// {@return the file of a build's log; it is there when the build has begun here}
    ///
    /// @param id of a build that is there
    public Path log(String id) {
        return ledger.log(id);
    }

    /// Ends a build, whichever service has it.
    public Cancel cancel(String id) {
        var job = ledger.job(id);
        if (job.isPresent() && job.get().own().state() != BuildState.QUEUED) {
            return cancelHere(job.get());
        }
        var cancel = peers.cancel(id);
        switch (cancel) {
            case Cancel.Done(var build) -> {
                news.failed(build);
                job.filter(known -> known.follow(build)).ifPresent(known -> ledger.record(known.own()));
            }
            case Cancel.Ending _, Cancel.TooLate _ -> {}
            case Cancel.Unknown _, Cancel.Unavailable _ -> {
                return job.map(this::cancelHere).orElse(cancel);
            }
        }
        return cancel;
    }

    private Cancel cancelHere(BuildJob job) {
        if (job.change(BuildState.QUEUED, build -> build.cancelled(clock.instant()))) {
            ledger.record(job.own());
            news.failed(job.own());
            reporter.wake();
            return new Cancel.Done(job.own());
        }
        if (job.own().state().ended()) {
            return new Cancel.TooLate(job.own());
        }
        job.cancel();
        return new Cancel.Ending(job.own());
    }

    /// Stops working, waits a while for builds at work to clean up, and gives them back: they are begun anew by another
    /// service, or at the next start.
    @Override
    public void close() {
        workers.close();
        reporter.close();
        peers.close();
    }
}
