package io.rackboot.image.share;

import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.BuildState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One build in its states, on two services.
final class SharedBuilds {
    static final String ME = "me";
    static final String OTHER = "other";
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Instant EARLY = Instant.parse("2026-11-21T10:00:00Z");
    static final Instant LATE = EARLY.plusSeconds(5);
    static final Instant NOW = EARLY.plusSeconds(60);

    private SharedBuilds() {}

    static Seen seen(BuildRecord build, String holder, Instant written) {
        return new Seen(new SharedBuild(build, holder, false), 7, written);
    }

    static URI url(String service) {
        return URI.create("http://" + service);
    }

    static BuildRecord queued() {
        return queued(Optional.empty());
    }

    static BuildRecord queued(int attempts) {
        return queued(Optional.of(attempts));
    }

    private static BuildRecord queued(Optional<Integer> attempt) {
        return new BuildRecord(
                "1",
                "demo",
                "1",
                BuildState.QUEUED,
                "queued",
                0,
                0,
                EARLY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                attempt,
                Optional.empty());
    }

    static BuildRecord running(String service, Instant started) {
        return queued().running(url(service), started);
    }

    static BuildRecord finished(String service) {
        var build = running(service, EARLY);
        return new BuildRecord(
                build.id(),
                build.image(),
                build.version(),
                BuildState.FINISHED,
                "publishing",
                100,
                0,
                build.submitted(),
                build.started(),
                Optional.of(LATE),
                Optional.empty(),
                Optional.of("d".repeat(64)),
                build.attempt(),
                build.builder());
    }

    static BuildRecord failed(String service) {
        return running(service, EARLY).failed(new BuildError(BuildError.Reason.DISK_FULL, "full"), LATE);
    }

    static BuildRecord cancelled() {
        return queued().cancelled(LATE);
    }
}
