package io.rackboot.boot.delivery;

import io.rackboot.boot.Telemetry;
import io.rackboot.boot.artifact.ArtifactCache;
import io.rackboot.boot.artifact.CachedFile;
import io.rackboot.boot.artifact.Fault;
import io.rackboot.boot.artifact.Fill;
import io.rackboot.boot.machine.Catalogue;
import io.rackboot.events.FileRole;
import io.rackboot.events.document.Artifact;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Finds files of images.
final class ImageFileHandler {
    private final Catalogue catalogue;
    private final ArtifactCache cache;
    private final Telemetry telemetry;
    private final Duration patience;

    /// What a request for a file comes to.
    sealed interface Found {
        /// The file.
        record File(Deliverable deliverable) implements Found {}

        /// None, and what to say.
        record Without(int status, String reason) implements Found {}
    }

    /// @param patience how long a request is kept waiting while the file is fetched
    ImageFileHandler(Catalogue catalogue, ArtifactCache cache, Telemetry telemetry, Duration patience) {
        this.catalogue = catalogue;
        this.cache = cache;
        this.telemetry = telemetry;
        this.patience = patience;
    }

    CompletableFuture<Found> find(String sha256, String name) {
        var named = catalogue.artifact(sha256);
        var fill = cache.obtain(sha256, named);
        telemetry.cacheAsked(fill.isDone());
        return fill.thenApply(end -> found(end, named, name))
                .completeOnTimeout(
                        new Found.Without(503, "still being fetched to this rack; ask again"),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static Found found(Fill fill, Optional<Artifact> named, String name) {
        return switch (fill) {
            case Fill.Ready(var file) -> new Found.File(deliverable(file, named, name));
            case Fill.Failed(var fault, var detail) -> new Found.Without(status(fault), detail);
        };
    }

    private static int status(Fault fault) {
        return switch (fault) {
            case UNNAMED -> 404;
            case UNAVAILABLE, MISMATCH -> 502;
            case DISK -> 507;
        };
    }

    private static Deliverable deliverable(CachedFile file, Optional<Artifact> named, String name) {
        var role = named.map(Artifact::role).orElse(FileRole.OTHER);
        return new Deliverable(file.path(), file.size(), file.sha256(), role, MediaTypes.of(name, role));
    }
}
