package io.rackboot.boot.artifact;

import io.rackboot.events.document.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Files by digest. Whoever wants one gets a future; everybody who wants the same one gets the same future. No file is
/// given out before its digest was checked by this process, be it fresh from image-service or left by an earlier run.
public final class ArtifactCache {
    private static final Logger LOG = Logger.getLogger(ArtifactCache.class);
    /// Transfers at once: more would slow each other down and the one a machine waits for.
    private static final int AT_ONCE = 4;

    private final CacheDirectory directory;
    private final Patience patience;
    private final Consumer<Fill> filled;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /// @param filled told of the end of every transfer from image-service
    public ArtifactCache(CacheDirectory directory, Patience patience, Consumer<Fill> filled) {
        this.directory = directory;
        this.patience = patience;
        this.filled = filled;
    }

    /// Wants the file of a document: checked and given out if it is here, fetched if it is not.
    public CompletableFuture<Fill> obtain(Artifact artifact) {
        return obtain(artifact.sha256(), Optional.of(artifact));
    }

    /// Wants a file by its digest.
    ///
    /// @param sha256 64 lower-case hex digits
    /// @param named the document's entry, if a document names it: without one nothing is fetched
    public CompletableFuture<Fill> obtain(String sha256, Optional<Artifact> named) {
        if (named.isEmpty() && Files.notExists(directory.file(sha256))) {
            return CompletableFuture.completedFuture(
                    new Fill.Failed(Fault.UNNAMED, "no published image has a file with the digest " + sha256));
        }
        var fresh = new Slot(named.map(Artifact::size).orElse(0L));
        var slot = slots.compute(sha256, (_, old) -> old != null && old.stands(patience.grudge()) ? old : fresh);
        if (slot == fresh) {
            Thread.ofVirtual().name("fill-" + sha256.substring(0, 12)).start(() -> fill(sha256, named, fresh));
        }
        return slot.result();
    }

    /// {@return how far the file is, while it is being fetched}
    public Optional<Progress> progress(String sha256) {
        return Optional.ofNullable(slots.get(sha256))
                .filter(slot -> !slot.ended())
                .map(Slot::progress);
    }

    /// Checks every file left by earlier runs; blocks.
    public void checkAll() throws IOException {
        for (var sha256 : directory.digests()) {
            obtain(sha256, Optional.empty()).join();
        }
    }

    private void fill(String sha256, Optional<Artifact> named, Slot slot) {
        Fill fill;
        try {
            places.acquire();
            try {
                fill = fill(sha256, named, slot.progress());
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fill = new Fill.Failed(Fault.UNAVAILABLE, "the service stops");
        } catch (RuntimeException e) {
            LOG.errorf(e, "filling the cache with %s failed", sha256);
            fill = new Fill.Failed(Fault.UNAVAILABLE, "filling the cache failed: " + e);
        }
        slot.end(fill);
        switch (fill) {
            case Fill.Ready _ -> {}
            // A slot for every digest that somebody thinks of would fill the memory.
            case Fill.Failed failed when failed.fault() == Fault.UNNAMED -> slots.remove(sha256, slot);
            case Fill.Failed(var _, var detail) -> LOG.error(detail);
        }
    }

    private Fill fill(String sha256, Optional<Artifact> named, Progress progress) throws InterruptedException {
        var here = check(sha256, named);
        if (here.isPresent()) {
            return here.get();
        }
        if (named.isEmpty()) {
            return new Fill.Failed(
                    Fault.UNNAMED, "the cached file " + sha256 + " was damaged and no published image names it");
        }
        var fill = new Download(named.get(), directory, patience, progress).run();
        filled.accept(fill);
        return fill;
    }

    /// The file of an earlier run, or empty where there is none or where it was damaged and is now removed.
    private Optional<Fill> check(String sha256, Optional<Artifact> named) {
        var file = directory.file(sha256);
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            var size = Files.size(file);
            var expected = named.map(Artifact::size).orElse(size);
            var found = size == expected ? CacheDirectory.digestOf(file) : "not computed, its size is " + size;
            if (found.equals(sha256)) {
                return Optional.of(new Fill.Ready(new CachedFile(file, size, sha256)));
            }
            LOG.errorf("the cached file %s is damaged (SHA-256 %s) and is removed; is the disk failing?", file, found);
            Files.deleteIfExists(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Fill.Failed(
                    Fault.DISK, "the cached file " + file + " cannot be read: " + e.getMessage() + "; check the disk"));
        }
    }
}
