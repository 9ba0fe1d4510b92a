package io.rackboot.boot.artifact;

import io.rackboot.events.document.Artifact;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Fetches what machines may boot before the first of them asks.
public final class Prefetch implements AutoCloseable {
    /// How often what failed is tried again.
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Semaphore changed;
    private final Thread thread;

    /// @param cache where to
    /// @param wanted the files of every image that a profile names
    /// @param changed released when profiles or images change
    public Prefetch(ArtifactCache cache, Supplier<Collection<Artifact>> wanted, Semaphore changed) {
        this.changed = changed;
        thread = Thread.ofVirtual().name("prefetch").unstarted(() -> run(cache, wanted));
    }

    /// Begins.
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run(ArtifactCache cache, Supplier<Collection<Artifact>> wanted) {
        try {
            while (true) {
                wanted.get().forEach(cache::obtain);
                changed.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
