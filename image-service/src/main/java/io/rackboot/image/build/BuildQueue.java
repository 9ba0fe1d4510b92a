package io.rackboot.image.build;

import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.RootSource;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.store.WorkArea;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// The builds: those that wait, those at work, those that ended, across restarts.
public final class BuildQueue implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BuildQueue.class);

    private static final Duration STOP = Duration.ofSeconds(3);

    private record Waiting(BuildJob job, Specification specification) {}

    private final BuildRunner runner;
    private final BuildFiles files;
    private final Specifications specifications;
    private final FactSink facts;
    private final BuildObserver observer;
    private final InstantSource clock;
    private final BuildIds ids;
    private final int kept;
    private final ConcurrentSkipListMap<String, BuildJob> jobs = new ConcurrentSkipListMap<>();
    private final Map<String, Specification> unfinished = new ConcurrentHashMap<>();
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final List<Thread> workers;
    private volatile boolean stopping;

    /// Does not start to work yet.
    ///
    /// @param directory where builds are kept
    /// @param workers how many builds are at work at once
    /// @param kept how many ended builds are remembered
    public BuildQueue(
            ImageBuilder builder,
            ImagePublisher publisher,
            WorkArea area,
            Path directory,
            Specifications specifications,
            FactSink facts,
            BuildObserver observer,
            InstantSource clock,
            int workers,
            int kept) {
        this.runner = new BuildRunner(builder, publisher, area);
        this.files = new BuildFiles(directory);
        this.specifications = specifications;
        this.facts = facts;
        this.observer = observer;
        this.clock = clock;
        this.ids = new BuildIds(clock);
        this.kept = kept;
        // Platform threads: a build computes for seconds and would keep a virtual thread's carrier from requests.
        this.workers = IntStream.rangeClosed(1, workers)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("build-" + i).unstarted(this::work))
                .toList();
    }

    /// Takes up what an earlier process left: builds that were at work have failed, those that waited are queued again.
    public void start() throws IOException {
        for (var problem : runner.area().clear()) {
            LOG.warnf("what a build left could not be removed, the next start tries again: %s", problem);
        }
        for (var build : files.records()) {
            var job = job(build);
            jobs.put(build.id(), job);
            switch (build.state()) {
                case QUEUED -> resume(job);
                case RUNNING -> {
                    var error = new BuildError(
                            BuildError.Reason.INTERRUPTED, "the service ended while the build was at work");
                    end(job, BuildState.RUNNING, new BuildOutcome.Failed(error));
                }
                case FINISHED, FAILED, CANCELLED -> {}
            }
        }
        workers.forEach(Thread::start);
    }

    /// Queues a build.
    ///
    /// @param yaml the specification as it was sent, kept so that the build survives a restart
    /// @throws IOException where the build cannot be recorded; it is not queued then
    public BuildRecord submit(Specification specification, String yaml) throws IOException {
        var build = BuildRecord.queued(ids.next(), specification.name(), specification.version(), clock.instant());
        files.writeSpecification(build.id(), yaml);
        files.write(build);
        var job = job(build);
        jobs.put(build.id(), job);
        queue(job, specification);
        forgetOldest();
        return build;
    }

    /// {@return all builds, the newest first}
    public List<BuildRecord> all() {
        return jobs.descendingMap().values().stream().map(BuildJob::snapshot).toList();
    }

    /// {@return one build}
    public Optional<BuildRecord> find(String id) {
        return Optional.ofNullable(jobs.get(id)).map(BuildJob::snapshot);
    }

    /// {@return how many builds are in a state}
    public long count(BuildState state) {
        return all().stream().filter(build -> build.state() == state).count();
    }

    /// {@return the builds, waiting or at work, that take the root of an image}
    ///
    /// @param key the image, `name.version`
    public List<String> on(String key) {
        return unfinished.entrySet().stream()
                .filter(entry -> entry.getValue().root().equals(new RootSource.Image(key)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// {@return the file of a build's log}
    public Optional<Path> log(String id) {
        return find(id).map(build -> files.log(build.id()));
    }

    /// Ends a build.
    public Cancel cancel(String id) {
        var job = jobs.get(id);
        if (job == null) {
            return new Cancel.Unknown();
        }
        if (end(job, BuildState.QUEUED, new BuildOutcome.Cancelled())) {
            return new Cancel.Done(job.snapshot());
        }
        var build = job.snapshot();
        if (build.state().ended()) {
            return new Cancel.TooLate(build);
        }
        job.meter().cancel();
        return new Cancel.Ending(build);
    }

    /// Stops working, and waits a while for builds at work to clean up; the next start says that they were interrupted.
    @Override
    public void close() {
        stopping = true;
        workers.forEach(Thread::interrupt);
        try {
            for (var worker : workers) {
                worker.join(STOP);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void queue(BuildJob job, Specification specification) {
        unfinished.put(job.snapshot().id(), specification);
        waiting.add(new Waiting(job, specification));
    }

    private void work() {
        try {
            while (true) {
                var next = waiting.take();
                guarded(next);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A fault of the service ends one build and no worker.
    private void guarded(Waiting next) {
        try {
            run(next.job(), next.specification());
        } catch (RuntimeException | Error e) {
            LOG.errorf(
                    e,
                    "build %s met a fault of the service",
                    next.job().snapshot().id());
            var error = new BuildError(BuildError.Reason.INTERNAL, e.toString());
            end(next.job(), BuildState.RUNNING, new BuildOutcome.Failed(error));
        }
    }

    private void run(BuildJob job, Specification specification) {
        if (!job.change(BuildState.QUEUED, build -> build.running(clock.instant()))) {
            return;
        }
        var build = job.snapshot();
        var log = new FileLog(files.log(build.id()), clock);
        record(build);
        say(new BuildStarted(build.image(), build.version(), build.id()));
        LOG.infof("build %s of %s: started", build.id(), specification.key());
        var outcome = runner.run(build.id(), specification, job.meter(), log);
        if (stopping && !(outcome instanceof BuildOutcome.Finished)) {
            return;
        }
        log.line(
                switch (outcome) {
                    case BuildOutcome.Finished(var image) ->
                        "finished: image " + image.key() + ", digest " + image.digest();
                    case BuildOutcome.Failed(var error) ->
                        "failed: " + error.reason().text() + ": " + error.detail();
                    case BuildOutcome.Cancelled() -> "cancelled";
                });
        end(job, BuildState.RUNNING, outcome);
    }

    private boolean end(BuildJob job, BuildState from, BuildOutcome outcome) {
        var now = clock.instant();
        var ended = job.change(from, build -> switch (outcome) {
            case BuildOutcome.Finished(var image) -> build.finished(image.digest(), now);
            case BuildOutcome.Failed(var error) -> build.ended(BuildState.FAILED, error, now);
            case BuildOutcome.Cancelled() ->
                build.ended(
                        BuildState.CANCELLED, new BuildError(BuildError.Reason.CANCELLED, "cancelled by a user"), now);
        });
        if (ended) {
            unfinished.remove(job.snapshot().id());
            tell(job.snapshot(), outcome);
        }
        return ended;
    }

    private void tell(BuildRecord build, BuildOutcome outcome) {
        record(build);
        var duration = Duration.between(
                build.started().orElse(build.submitted()), build.ended().orElseThrow());
        switch (outcome) {
            case BuildOutcome.Finished(var image) -> {
                say(new BuildFinished(image.name(), image.version(), build.id(), duration, image.artifacts()));
                LOG.infof("build %s: image %s in %s", build.id(), image.key(), duration);
            }
            case BuildOutcome.Failed _, BuildOutcome.Cancelled _ -> {
                var error = build.error().orElseThrow();
                say(new BuildFailed(
                        build.image(),
                        build.version(),
                        build.id(),
                        error.reason().text(),
                        error.detail()));
                LOG.warnf(
                        "build %s of %s.%s: %s: %s",
                        build.id(),
                        build.image(),
                        build.version(),
                        error.reason().text(),
                        error.detail());
            }
        }
        observer.ended(build.error().map(e -> e.reason().text()).orElse("finished"), duration);
    }

    private void resume(BuildJob job) {
        var build = job.snapshot();
        try {
            switch (specifications.read(files.specification(build.id()))) {
                case Reading.Accepted(var specification) -> queue(job, specification);
                case Reading.Refused(var mistakes) ->
                    end(
                            job,
                            BuildState.QUEUED,
                            new BuildOutcome.Failed(new BuildError(
                                    BuildError.Reason.SOURCE_REFUSED,
                                    mistakes.getFirst().toString())));
            }
        } catch (IOException e) {
            end(
                    job,
                    BuildState.QUEUED,
                    new BuildOutcome.Failed(new BuildError(
                            BuildError.Reason.INPUT_OUTPUT, "its specification cannot be read: " + e.getMessage())));
        }
    }

    private BuildJob job(BuildRecord build) {
        return new BuildJob(
                build,
                new ProgressMeter(
                        System::nanoTime,
                        progress -> say(new BuildProgress(
                                build.image(),
                                build.version(),
                                build.id(),
                                progress.stage().text(),
                                progress.percent(),
                                progress.bytesPerSecond()))));
    }

    /// A fact that cannot be said is no reason to lose a build.
    private void say(ImageFact fact) {
        try {
            facts.say(fact);
        } catch (RuntimeException e) {
            LOG.errorf(e, "a fact of image %s could not be said", fact.image());
        }
    }

    private void forgetOldest() throws IOException {
        var ended = jobs.values().stream()
                .map(BuildJob::snapshot)
                .filter(b -> b.state().ended())
                .toList();
        for (var build : ended.subList(0, Math.max(0, ended.size() - kept))) {
            jobs.remove(build.id());
            files.delete(build.id());
        }
    }

    /// What cannot be recorded now (a full disk) is still known in memory; a restart would report the state before.
    private void record(BuildRecord build) {
        try {
            files.write(build);
        } catch (IOException e) {
            LOG.errorf("the state of build %s could not be recorded: %s", build.id(), e.getMessage());
        }
    }
}
