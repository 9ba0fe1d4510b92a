package io.rackboot.nats;

/// What a read of a key came to.
public sealed interface ReadOutcome {

    /// The key has a value.
    record Found(Entry entry) implements ReadOutcome {}

    /// The key has none: never written, removed, or out of its time.
    record Absent() implements ReadOutcome {}

    /// Nobody could be asked.
    ///
    /// @param reason one line for people
    record Unavailable(String reason) implements ReadOutcome {}
}
