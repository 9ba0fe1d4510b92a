package io.rackboot.image.build;

import io.rackboot.image.store.WorkArea;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Reads the roots of published images, one pair at a time: they take their unpacked size of the disk meanwhile.
public final class PublishedTrees {
    private final BuildSettings settings;
    private final PublishedImages images;
    private final WorkArea area;
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicLong number = new AtomicLong();

    /// @param area where the roots are unpacked
    public PublishedTrees(BuildSettings settings, PublishedImages images, WorkArea area) {
        this.settings = settings;
        this.images = images;
        this.area = area;
    }

    /// What is done with two roots.
    @FunctionalInterface
    public interface Work<T> {
        /// Their contents can be read until it returns.
        T of(Tree one, Tree other) throws IOException;
    }

    /// Reads two roots.
    ///
    /// @param one `name.version`
    /// @param other `name.version`
    /// @throws io.rackboot.image.tree.RefusedSourceException where a root cannot be read back
    public <T> T read(String one, String other, Work<T> work) throws IOException, InterruptedException {
        turn.acquire();
        try (var space = area.open("diff-" + number.incrementAndGet())) {
            BuildLog log = _ -> {};
            var meter = new ProgressMeter(System::nanoTime, _ -> {});
            var builder = new RootBuilder(settings, images, space, meter, log, List.of());
            return work.of(builder.published(one), builder.published(other));
        } finally {
            turn.release();
        }
    }
}
