package io.rackboot.nats;

import java.time.Duration;

/// Tasks that any number of applications share: each is given to one of them at a time, and to another one when that
/// one gives it back or is silent for too long. At least once: who takes a task looks first whether it is done.
public interface WorkQueue extends AutoCloseable {

    /// Puts in a task; a `Conflict` where the queue has one of that name.
    ///
    /// @param name letters, digits, `-` and `_`
    WriteOutcome put(String name, byte[] task);

    /// Takes a task, or waits for one. Callers take turns.
    TakeOutcome take(Duration wait) throws InterruptedException;

    /// Gives back what has arrived and was not taken.
    @Override
    void close();

    /// What became of the wish for a task.
    sealed interface TakeOutcome {

        /// Here is one.
        record Taken(Task task) implements TakeOutcome {}

        /// There was none.
        record Nothing() implements TakeOutcome {}

        /// Nobody could be asked.
        ///
        /// @param reason one line for people
        record Unavailable(String reason) implements TakeOutcome {}
    }

    /// A task that is this application's until it is done, given back, or lost by silence.
    interface Task {
        /// {@return its name}
        String name();

        /// {@return what was put in}
        byte[] data();

        /// {@return how often it was given to somebody, this time included}
        long deliveries();

        /// Breaks the silence.
        void inProgress();

        /// It is done and leaves the queue. Where NATS is away it comes again later.
        void done();

        /// It is for another one.
        ///
        /// @param delay when it may be taken again
        void giveBack(Duration delay);
    }
}
