package io.rackboot.image.build;

import java.util.function.UnaryOperator;

/// A build of this process: its record, its progress, the wish to cancel it.
final class BuildJob {
    private final ProgressMeter meter;
    private BuildRecord state;

    BuildJob(BuildRecord state, ProgressMeter meter) {
        this.state = state;
        this.meter = meter;
    }

    ProgressMeter meter() {
        return meter;
    }

    /// {@return the build as it is at this moment}
    synchronized BuildRecord snapshot() {
        return state.state() == BuildState.RUNNING ? state.at(meter.progress()) : state;
    }

    /// Changes the record if the build is in a state, and {@return whether it was}.
    synchronized boolean change(BuildState from, UnaryOperator<BuildRecord> change) {
        if (state.state() != from) {
            return false;
        }
        state = change.apply(snapshot());
        return true;
    }
}
