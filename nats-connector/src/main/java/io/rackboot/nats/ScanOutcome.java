package io.rackboot.nats;

/// What reading a whole bucket came to.
public sealed interface ScanOutcome {

    /// Every key's value was handed over.
    record Whole() implements ScanOutcome {}

    /// NATS is away, or went away: some values may have been handed over.
    ///
    /// @param reason one line for people
    record Unavailable(String reason) implements ScanOutcome {}
}
