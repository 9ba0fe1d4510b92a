package io.rackboot.boot.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The place of one digest: being filled, filled, or failed a moment ago.
final class Slot {
    private final CompletableFuture<Fill> result = new CompletableFuture<>();
    private final Progress progress;
    private volatile long ended;

    Slot(long size) {
        this.progress = new Progress(size);
    }

    CompletableFuture<Fill> result() {
        // A copy: one who waits must not be able to end the others' waiting.
        return result.copy();
    }

    Progress progress() {
        return progress;
    }

    boolean ended() {
        return result.isDone();
    }

    void end(Fill fill) {
        ended = System.nanoTime();
        result.complete(fill);
    }

    /// {@return whether the next request may use it as it is}
    boolean stands(Duration grudge) {
        return switch (result.getNow(null)) {
            case null -> true;
            case Fill.Ready(var file) -> whole(file);
            case Fill.Failed _ -> System.nanoTime() - ended < grudge.toNanos();
        };
    }

    /// The file may have been removed or cut since.
    private static boolean whole(CachedFile file) {
        try {
            return Files.size(file.path()) == file.size();
        } catch (IOException e) {
            return false;
        }
    }
}
