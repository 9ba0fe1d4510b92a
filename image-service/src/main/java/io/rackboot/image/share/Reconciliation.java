package io.rackboot.image.share;

import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.BuildState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What follows from how a build stands here and in the bucket. Both move on while NATS is away; so that they come
/// together again, what has ended beats what has not, an image beats none, and of two that are at work the one that
/// began first goes on.
///
/// @param me this service's identity
/// @param patience how long a service that builds may be silent
record Reconciliation(String me, Duration patience) {

    /// What there is to do.
    sealed interface Step {
        /// The bucket knows nothing of it: all is written, and the build offered where it waits.
        record Offer() implements Step {}

        /// The bucket is behind.
        record Write(SharedBuild shared) implements Step {}

        /// They agree.
        record Keep() implements Step {}

        /// Somebody wants it to end.
        record Stop() implements Step {}

        /// The bucket is ahead.
        record Follow(BuildRecord build) implements Step {}
    }

    Step decide(BuildRecord own, Optional<Seen> seen, Instant now) {
        if (seen.isEmpty()) {
            return new Step.Offer();
        }
        var there = seen.get().shared();
        return switch (there.build().state()) {
            case FINISHED -> ended(own, there);
            // An image beats none.
            case FAILED, CANCELLED -> own.state() == BuildState.FINISHED ? write(own, there) : ended(own, there);
            case QUEUED -> waiting(own, there);
            case RUNNING -> there.holder().equals(me) ? mine(own, seen.get(), now) : anothers(own, there);
        };
    }

    private static Step ended(BuildRecord own, SharedBuild there) {
        return own.state().ended() ? new Step.Keep() : new Step.Follow(there.build());
    }

    private Step waiting(BuildRecord own, SharedBuild there) {
        return own.state() == BuildState.QUEUED ? new Step.Keep() : write(own, there);
    }

    private Step mine(BuildRecord own, Seen seen, Instant now) {
        var there = seen.shared();
        if (own.state() == BuildState.RUNNING && there.unwanted()) {
            return new Step.Stop();
        }
        if (own.state() == BuildState.QUEUED && there.build().attempts() > own.attempts()) {
            // Just taken: it begins here in a moment.
            return new Step.Keep();
        }
        // A sign of life is due before the others lose patience.
        var stale = seen.written().plus(patience.dividedBy(3)).isBefore(now);
        return own.equals(there.build()) && !stale ? new Step.Keep() : write(own, there);
    }

    private Step anothers(BuildRecord own, SharedBuild there) {
        return switch (own.state()) {
            case QUEUED, FAILED -> new Step.Follow(there.build());
            case CANCELLED -> there.unwanted() ? new Step.Follow(there.build()) : new Step.Write(there.cancelled());
            case FINISHED -> write(own, there);
            case RUNNING ->
                started(own).isBefore(started(there.build())) ? write(own, there) : new Step.Follow(there.build());
        };
    }

    private Step write(BuildRecord own, SharedBuild there) {
        return new Step.Write(new SharedBuild(own, me, there.unwanted()));
    }

    private static Instant started(BuildRecord build) {
        return build.started().orElse(build.submitted());
    }
}
