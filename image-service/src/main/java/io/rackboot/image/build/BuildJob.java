package io.rackboot.image.build;

import io.rackboot.image.specification.Specification;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A build that this service knows: its own record of it, what another service says of it, its progress, the wish to
/// end it.
final class BuildJob {
    private final Function<BuildRecord, ProgressMeter> meters;
    private ProgressMeter meter;
    private BuildRecord own;
    private Optional<BuildRecord> elsewhere = Optional.empty();
    private Optional<Specification> specification = Optional.empty();
    private boolean yielded;

    /// @param meters makes the meter of an attempt
    BuildJob(BuildRecord own, Function<BuildRecord, ProgressMeter> meters) {
        this.own = own;
        this.meters = meters;
        this.meter = meters.apply(own);
    }

    /// {@return the build as it is at this moment, wherever it is built}
    synchronized BuildRecord snapshot() {
        return own.state() == BuildState.QUEUED ? elsewhere.orElse(own) : own();
    }

    /// {@return the build as this service has it}
    synchronized BuildRecord own() {
        return own.state() == BuildState.RUNNING ? own.at(meter.progress()) : own;
    }

    synchronized Optional<Specification> specification() {
        return specification;
    }

    synchronized void specification(Specification read) {
        specification = Optional.of(read);
    }

    /// Begins the work if the build waits, and {@return the meter of this attempt}.
    synchronized Optional<ProgressMeter> begin(UnaryOperator<BuildRecord> change) {
        if (own.state() != BuildState.QUEUED) {
            return Optional.empty();
        }
        yielded = false;
        elsewhere = Optional.empty();
        meter = meters.apply(own);
        own = change.apply(own);
        return Optional.of(meter);
    }

    /// Changes the record if the build is in a state, and {@return whether it was}.
    synchronized boolean change(BuildState from, UnaryOperator<BuildRecord> change) {
        if (own.state() != from) {
            return false;
        }
        own = change.apply(own());
        return true;
    }

    /// Notes what another service says of a build that waits here, and {@return whether that is news of its end}.
    synchronized boolean follow(BuildRecord other) {
        if (own.state() != BuildState.QUEUED) {
            return false;
        }
        if (other.state().ended()) {
            own = other;
            elsewhere = Optional.empty();
            return true;
        }
        elsewhere = other.state() == BuildState.RUNNING ? Optional.of(other) : Optional.empty();
        return false;
    }

    /// {@return whether it waits for a worker, as far as is known here}
    synchronized boolean waits() {
        return own.state() == BuildState.QUEUED && elsewhere.isEmpty();
    }

    /// Lets the work end at its next step.
    synchronized void cancel() {
        meter.cancel();
    }

    /// Lets the work end at its next step, because another service does it.
    synchronized void yield() {
        if (own.state() == BuildState.RUNNING) {
            yielded = true;
            meter.cancel();
        }
    }

    synchronized boolean yielded() {
        return yielded;
    }
}
