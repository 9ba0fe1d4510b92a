package io.rackboot.image.build;

import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.WorkArea;
import java.util.function.Consumer;

/// One build for somebody who waits for it: without a queue, a record, or facts.
public final class LocalBuild {
    private final BuildRunner runner;
    private final BuildLog log;
    private final ProgressMeter meter;

    /// @param area where it works
    /// @param log takes the lines of its log
    /// @param progress told how far it is, on the build's own thread
    public LocalBuild(
            ImageBuilder builder, ImagePublisher publisher, WorkArea area, BuildLog log, Consumer<Progress> progress) {
        this.runner = new BuildRunner(builder, publisher, area);
        this.log = log;
        this.meter = new ProgressMeter(System::nanoTime, progress);
    }

    /// Builds, and {@return how that ended}; the directory is gone then.
    ///
    /// @param directory a name that the work area does not have yet
    public BuildOutcome run(String directory, Specification specification) {
        return runner.run(directory, specification, meter, log);
    }

    /// Lets it end at its next step; from any thread.
    public void cancel() {
        meter.cancel();
    }
}
