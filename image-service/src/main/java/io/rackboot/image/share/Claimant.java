package io.rackboot.image.share;

import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.Peers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/// A service that would begin what the stream hands over. That the stream hands a build over again does not mean that
/// its builder is dead: the document in the bucket tells when it was last heard of.
///
/// @param me this service's identity
/// @param self its public URL
/// @param patience how long a service that builds may be silent
record Claimant(String me, URI self, Duration patience) {

    Claim claim(Seen seen, Instant now) {
        var there = seen.shared();
        return switch (there.build().state()) {
            case FINISHED, FAILED, CANCELLED -> new Claim.Over();
            case QUEUED -> begin(there, now);
            case RUNNING -> seen.written().plus(patience).isAfter(now) ? new Claim.AtWork() : takeOver(there, now);
        };
    }

    private Claim takeOver(SharedBuild there, Instant now) {
        return there.build().attempts() >= Peers.MAXIMUM_ATTEMPTS
                ? end(there, there.build().failed(BuildError.endsItsService(), now))
                : begin(there, now);
    }

    private Claim begin(SharedBuild there, Instant now) {
        return there.unwanted()
                ? end(there, there.build().cancelled(now))
                : new Claim.Begin(new SharedBuild(there.build().running(self, now), me, false));
    }

    private Claim end(SharedBuild there, BuildRecord ended) {
        return new Claim.End(new SharedBuild(ended, me, there.unwanted()));
    }
}
