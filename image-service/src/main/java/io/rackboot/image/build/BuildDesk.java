package io.rackboot.image.build;

import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.specification.Specifications;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Where one build is done, from its beginning to its end in the ledger.
record BuildDesk(
        BuildRunner runner, BuildLedger ledger, BuildNews news, Specifications specifications, InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(BuildDesk.class);

    /// How the work on a build came to its end.
    sealed interface End {
        /// In the ledger.
        record Ended() implements End {}

        /// Another service does it.
        record Yielded() implements End {}

        /// This service stops; somebody begins it anew.
        record Left() implements End {}
    }

    /// {@return the specification; empty where it is refused by now, and the build has failed for that}
    Optional<Specification> specification(BuildJob job) {
        if (job.specification().isPresent()) {
            return job.specification();
        }
        try {
            switch (specifications.read(ledger.yaml(job.own().id()))) {
                case Reading.Accepted(var specification) -> job.specification(specification);
                case Reading.Refused(var mistakes) ->
                    fail(
                            job,
                            BuildError.Reason.SOURCE_REFUSED,
                            mistakes.getFirst().toString());
            }
        } catch (IOException e) {
            fail(job, BuildError.Reason.INPUT_OUTPUT, "its specification cannot be read: " + e.getMessage());
        }
        return job.specification();
    }

    /// Reads the specification of a build that waits, as far as it can be read now: its sources may come back, or be
    /// another service's.
    void remember(BuildJob job) {
        try {
            if (specifications.read(ledger.yaml(job.own().id())) instanceof Reading.Accepted(var specification)) {
                job.specification(specification);
            }
        } catch (IOException e) {
            LOG.debugf(
                    "the specification of build %s cannot be read: %s",
                    job.own().id(), e.getMessage());
        }
    }

    /// {@return what this service lacks to build a specification}
    Optional<String> lack(String yaml) {
        return switch (specifications.read(yaml)) {
            case Reading.Refused(var mistakes) ->
                Optional.of(mistakes.getFirst().toString());
            case Reading.Accepted(var specification) -> runner.builder().lack(specification);
        };
    }

    /// Begins a build that waits in the ledger, in this service's name.
    Optional<ProgressMeter> begin(BuildJob job, URI self) {
        return job.begin(build -> build.running(self, clock.instant()));
    }

    /// Works on a build that has begun.
    ///
    /// @param stopping asked at the end, whether the service stops
    End work(BuildJob job, ProgressMeter meter, BooleanSupplier stopping) {
        if (job.yielded()) {
            leave(job, job.own().attempts() - 1);
            return new End.Yielded();
        }
        ledger.record(job.own());
        var specification = specification(job);
        if (specification.isEmpty()) {
            return new End.Ended();
        }
        try {
            return work(job, specification.get(), meter, stopping);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "build %s met a fault of the service", job.own().id());
            fail(job, BuildError.Reason.INTERNAL, e.toString());
            return new End.Ended();
        }
    }

    private End work(BuildJob job, Specification specification, ProgressMeter meter, BooleanSupplier stopping) {
        var build = job.own();
        var log = new FileLog(ledger.log(build.id()), clock);
        news.started(build);
        var outcome = runner.run(build.id(), specification, meter, log);
        if (stopping.getAsBoolean()) {
            // What interrupted the work would interrupt the writing of its end too.
            Thread.interrupted();
        }
        if (!(outcome instanceof BuildOutcome.Finished)) {
            if (job.yielded()) {
                log.line("given up here: another service builds it");
                leave(job, build.attempts());
                return new End.Yielded();
            }
            if (stopping.getAsBoolean()) {
                log.line("given back: the service stops");
                leave(job, build.attempts() - 1);
                return new End.Left();
            }
        }
        log.line(words(outcome));
        end(job, outcome);
        return new End.Ended();
    }

    private void leave(BuildJob job, int begun) {
        job.change(BuildState.RUNNING, build -> build.waiting(begun));
        ledger.record(job.own());
    }

    private void end(BuildJob job, BuildOutcome outcome) {
        var now = clock.instant();
        switch (outcome) {
            case BuildOutcome.Finished(var image) -> {
                if (job.change(BuildState.RUNNING, build -> build.finished(image.digest(), now))) {
                    ledger.record(job.own());
                    news.finished(job.own(), image);
                }
            }
            case BuildOutcome.Failed(var error) ->
                ended(job, job.change(BuildState.RUNNING, b -> b.failed(error, now)));
            case BuildOutcome.Cancelled() -> ended(job, job.change(BuildState.RUNNING, b -> b.cancelled(now)));
        }
    }

    private void ended(BuildJob job, boolean changed) {
        if (changed) {
            ledger.record(job.own());
            news.failed(job.own());
        }
    }

    private void fail(BuildJob job, BuildError.Reason reason, String detail) {
        var error = new BuildError(reason, detail);
        var now = clock.instant();
        ended(
                job,
                job.change(BuildState.QUEUED, build -> build.failed(error, now))
                        || job.change(BuildState.RUNNING, build -> build.failed(error, now)));
    }

    private static String words(BuildOutcome outcome) {
        return switch (outcome) {
            case BuildOutcome.Finished(var image) -> "finished: image " + image.key() + ", digest " + image.digest();
            case BuildOutcome.Failed(var error) -> "failed: " + error.reason().text() + ": " + error.detail();
            case BuildOutcome.Cancelled() -> "cancelled";
        };
    }
}
