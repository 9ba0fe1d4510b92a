package io.rackboot.image.share;

import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.Peers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/// Whether a build that the stream hands over may be begun. That the stream hands it over again does not mean that its
/// builder is dead: the document in the bucket tells when it was last heard of.
sealed interface Claim {
    /// It may.
    record Begin(SharedBuild shared) implements Claim {}

    /// It ends here.
    record End(SharedBuild shared) implements Claim {}

    /// It has ended: nothing is left to do.
    record Over() implements Claim {}

    /// Somebody is at work on it.
    record AtWork() implements Claim {}

    /// @param me this service's identity
    /// @param self its public URL
    static Claim of(Seen seen, String me, URI self, Duration patience, Instant now) {
        var there = seen.shared();
        return switch (there.build().state()) {
            case FINISHED, FAILED, CANCELLED -> new Over();
            case QUEUED -> begin(there, me, self, now);
            case RUNNING -> seen.written().plus(patience).isAfter(now) ? new AtWork() : takeOver(there, me, self, now);
        };
    }

    private static Claim takeOver(SharedBuild there, String me, URI self, Instant now) {
        return there.build().attempts() >= Peers.MAXIMUM_ATTEMPTS
                ? end(there, me, there.build().failed(BuildError.endsItsService(), now))
                : begin(there, me, self, now);
    }

    private static Claim begin(SharedBuild there, String me, URI self, Instant now) {
        return there.unwanted()
                ? end(there, me, there.build().cancelled(now))
                : new Begin(new SharedBuild(there.build().running(self, now), me, false));
    }

    private static Claim end(SharedBuild there, String me, BuildRecord ended) {
        return new End(new SharedBuild(ended, me, there.unwanted()));
    }
}
