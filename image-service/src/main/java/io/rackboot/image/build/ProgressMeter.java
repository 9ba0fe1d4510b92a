package io.rackboot.image.build;

import io.rackboot.image.tree.ByteProgress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Counts what a build copies, tells it at most once a second and once a percent, and carries the wish to cancel.
final class ProgressMeter implements ByteProgress {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final Consumer<Progress> listener;
    private volatile boolean cancelled;
    private volatile Progress progress = new Progress(BuildStage.READING_ROOT, 0, 0);
    private long total;
    private long done;
    private long stageStart;
    private long lastTold;
    private int percentTold = -1;

    /// @param nanos a clock that only goes forward
    /// @param listener told progress, on the build's own thread
    ProgressMeter(LongSupplier nanos, Consumer<Progress> listener) {
        this.nanos = nanos;
        this.listener = listener;
        this.lastTold = nanos.getAsLong() - INTERVAL;
    }

    /// Enters a stage.
    ///
    /// @param bytes how many it will copy, 0 where that is not known
    void begin(BuildStage stage, long bytes) throws CancelledBuildException {
        total = bytes;
        done = 0;
        stageStart = nanos.getAsLong();
        progress = new Progress(stage, stage.percent(0, bytes), 0);
        advance(0);
    }

    @Override
    public void advance(long bytes) throws CancelledBuildException {
        requireWanted();
        done += bytes;
        var now = nanos.getAsLong();
        var elapsed = Math.max(1, now - stageStart);
        var stage = progress.stage();
        var rate = (long) (done * (double) TimeUnit.SECONDS.toNanos(1) / elapsed);
        progress = new Progress(stage, stage.percent(done, total), done == 0 ? 0 : rate);
        tell(now);
    }

    private void tell(long now) {
        if (progress.percent() != percentTold && now - lastTold >= INTERVAL) {
            percentTold = progress.percent();
            lastTold = now;
            listener.accept(progress);
        }
    }

    /// Says how far a stage is whose end is not known in bytes.
    ///
    /// @param percent of the stage
    void reach(int percent) {
        progress = new Progress(progress.stage(), progress.stage().percent(percent, 100), 0);
        tell(nanos.getAsLong());
    }

    /// Sees that the build is still wanted; from any thread.
    void requireWanted() throws CancelledBuildException {
        if (cancelled) {
            throw new CancelledBuildException();
        }
    }

    /// Lets the build end at its next step; from any thread.
    void cancel() {
        cancelled = true;
    }

    /// {@return how far it is; from any thread}
    Progress progress() {
        return progress;
    }
}
