package io.rackboot.image.share;

import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.Peers.Fitness;
import io.rackboot.image.build.Peers.Next;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueue.TakeOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The builds that wait on the stream for any service, and what this one makes of each that it is handed.
record OfferedBuilds(Claimant claimant, BuildsBucket bucket, WorkQueue queue, InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(OfferedBuilds.class);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final int MAXIMUM_DELIVERIES = 100;

    /// Takes the next build that is this service's to do, or waits for one.
    Next next(Duration wait, Fitness fitness) throws InterruptedException {
        return switch (queue.take(wait)) {
            case TakeOutcome.Unavailable(var reason) -> {
                LOG.debugf("no build can be taken: %s", reason);
                yield new Next.Alone();
            }
            case TakeOutcome.Nothing() -> new Next.Nothing();
            case TakeOutcome.Taken(var task) -> taken(task, fitness);
        };
    }

    private Next taken(WorkQueue.Task task, Fitness fitness) {
        var read = BuildTask.read(task);
        if (read.isEmpty()) {
            return over(task);
        }
        return switch (bucket.look(task.name())) {
            case BuildsBucket.Look.Unavailable _ -> later(task, delay(task));
            case BuildsBucket.Look.Absent() -> {
                // The bucket was lost, or the build's document has lived its time; what waits is known again then.
                bucket.create(new SharedBuild(read.get().build(), read.get().from(), false));
                yield later(task, SOON);
            }
            case BuildsBucket.Look.Found(var seen) ->
                switch (claimant.claim(seen, clock.instant())) {
                    case Claim.Over() -> over(task);
                    case Claim.AtWork() -> later(task, claimant.patience());
                    case Claim.End(var ended) -> ended(task, ended, seen.revision());
                    case Claim.Begin(var begun) -> begin(task, read.get(), seen, begun, fitness);
                };
        };
    }

    private Next begin(WorkQueue.Task task, BuildTask read, Seen seen, SharedBuild begun, Fitness fitness) {
        var lack = read.from().equals(claimant.me()) ? Optional.<String>empty() : fitness.lack(read.specification());
        if (lack.isPresent()) {
            return unfit(task, seen, lack.get());
        }
        return bucket.update(begun, seen.revision())
                ? new Next.Begun(begun.build(), read.specification(), new TaskHold(task))
                : later(task, SOON);
    }

    /// Another service may have what this one lacks, but not for ever.
    private Next unfit(WorkQueue.Task task, Seen seen, String lack) {
        if (task.deliveries() < MAXIMUM_DELIVERIES) {
            LOG.infof("build %s is left to another service: %s", task.name(), lack);
            return later(task, delay(task));
        }
        var error = new BuildError(
                BuildError.Reason.SOURCE_REFUSED,
                "no image-service took it, although it was offered " + MAXIMUM_DELIVERIES + " times; here: " + lack);
        var failed = seen.shared().build().failed(error, clock.instant());
        return ended(task, new SharedBuild(failed, claimant.me(), seen.shared().unwanted()), seen.revision());
    }

    private Next ended(WorkQueue.Task task, SharedBuild ended, long revision) {
        if (!bucket.update(ended, revision)) {
            return later(task, SOON);
        }
        task.done();
        return new Next.Ended(ended.build());
    }

    private static Next over(WorkQueue.Task task) {
        task.done();
        return new Next.Nothing();
    }

    private static Next later(WorkQueue.Task task, Duration delay) {
        task.giveBack(delay);
        return new Next.Nothing();
    }

    /// A quarter of a second, doubled each time.
    private static Duration delay(WorkQueue.Task task) {
        var delay = Duration.ofMillis(250L << Math.min(task.deliveries() - 1, 10));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
