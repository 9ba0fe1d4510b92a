package io.rackboot.image.share;

import io.rackboot.image.build.Cancel;
import java.time.InstantSource;
import java.util.Optional;

/// Somebody's wish that a build ends, whoever has it: who builds it reads the wish in the bucket.
///
/// @param me the identity of the service that is asked
record Cancellation(String me, BuildsBucket bucket, InstantSource clock) {
    private static final int TRIES = 10;

    Cancel of(String id) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            switch (bucket.look(id)) {
                case BuildsBucket.Look.Absent() -> {
                    return new Cancel.Unknown();
                }
                case BuildsBucket.Look.Unavailable(var reason) -> {
                    return new Cancel.Unavailable(reason);
                }
                case BuildsBucket.Look.Found(var seen) -> {
                    var done = attempt(seen);
                    if (done.isPresent()) {
                        return done.get();
                    }
                }
            }
        }
        return new Cancel.Unavailable("build " + id + " changes all the time");
    }

    /// {@return what came of it; empty where somebody else wrote at the same moment}
    private Optional<Cancel> attempt(Seen seen) {
        var build = seen.shared().build();
        return switch (build.state()) {
            case FINISHED, FAILED, CANCELLED -> Optional.of(new Cancel.TooLate(build));
            case QUEUED -> {
                var cancelled = build.cancelled(clock.instant());
                yield bucket.update(new SharedBuild(cancelled, me, true), seen.revision())
                        ? Optional.of(new Cancel.Done(cancelled))
                        : Optional.empty();
            }
            case RUNNING ->
                bucket.update(seen.shared().cancelled(), seen.revision())
                        ? Optional.of(new Cancel.Ending(build))
                        : Optional.empty();
        };
    }
}
