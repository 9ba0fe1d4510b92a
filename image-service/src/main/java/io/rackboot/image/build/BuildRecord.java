package io.rackboot.image.build;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// A build as its users see it and as it is kept on disk.
///
/// @param id its identity; a later build has a greater one
/// @param image the image's name
/// @param version the image's version
/// @param state where it is in its life
/// @param stage what it is doing or did last
/// @param percent 0 to 100
/// @param bytesPerSecond of the current stage, 0 where there is none
/// @param submitted when it was asked for
/// @param started when a worker took it last
/// @param ended when it ended
/// @param error why it ended without an image
/// @param digest of the image it made
/// @param attempt how often it was begun, by whichever service; absent before the first time
/// @param builder the service that builds or built it last, its public URL; the log and the artifacts are there
public record BuildRecord(
        String id,
        String image,
        String version,
        BuildState state,
        String stage,
        int percent,
        long bytesPerSecond,
        Instant submitted,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<BuildError> error,
        Optional<String> digest,
        Optional<Integer> attempt,
        Optional<URI> builder) {

    /// {@return a build that waits}
    static BuildRecord queued(String id, String image, String version, Instant now) {
        return new BuildRecord(
                id,
                image,
                version,
                BuildState.QUEUED,
                BuildState.QUEUED.text(),
                0,
                0,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// {@return how often it was begun}
    public int attempts() {
        return attempt.orElse(0);
    }

    /// {@return this, begun once more}
    ///
    /// @param by the service that builds it
    public BuildRecord running(URI by, Instant now) {
        return new BuildRecord(
                id,
                image,
                version,
                BuildState.RUNNING,
                BuildStage.READING_ROOT.text(),
                0,
                0,
                submitted,
                Optional.of(now),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(attempts() + 1),
                Optional.of(by));
    }

    /// {@return this, waiting again for a worker}
    ///
    /// @param begun how often it counts as begun
    BuildRecord waiting(int begun) {
        return new BuildRecord(
                id,
                image,
                version,
                BuildState.QUEUED,
                BuildState.QUEUED.text(),
                0,
                0,
                submitted,
                started,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(begun),
                Optional.empty());
    }

    BuildRecord at(Progress progress) {
        return new BuildRecord(
                id,
                image,
                version,
                state,
                progress.stage().text(),
                progress.percent(),
                progress.bytesPerSecond(),
                submitted,
                started,
                ended,
                error,
                digest,
                attempt,
                builder);
    }

    BuildRecord finished(String imageDigest, Instant now) {
        return new BuildRecord(
                id,
                image,
                version,
                BuildState.FINISHED,
                stage,
                100,
                0,
                submitted,
                started,
                Optional.of(now),
                Optional.empty(),
                Optional.of(imageDigest),
                attempt,
                builder);
    }

    /// {@return this, ended by a user before it was finished}
    public BuildRecord cancelled(Instant now) {
        return ended(BuildState.CANCELLED, new BuildError(BuildError.Reason.CANCELLED, "cancelled by a user"), now);
    }

    /// {@return this, failed}
    public BuildRecord failed(BuildError why, Instant now) {
        return ended(BuildState.FAILED, why, now);
    }

    private BuildRecord ended(BuildState how, BuildError why, Instant now) {
        return new BuildRecord(
                id,
                image,
                version,
                how,
                stage,
                percent,
                0,
                submitted,
                started,
                Optional.of(now),
                Optional.of(why),
                Optional.empty(),
                attempt,
                builder);
    }
}
