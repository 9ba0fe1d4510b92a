package io.rackboot.nats;

/// What a write of a key came to.
public sealed interface WriteOutcome {

    /// It is stored.
    ///
    /// @param revision its revision, for a later compare-and-set
    record Written(long revision) implements WriteOutcome {}

    /// It is not stored: the key's revision is another one.
    ///
    /// @param reason one line for people
    record Conflict(String reason) implements WriteOutcome {}

    /// It could not be sent, was refused, or its acknowledgement did not come.
    ///
    /// @param reason one line for people
    record Unavailable(String reason) implements WriteOutcome {}
}
