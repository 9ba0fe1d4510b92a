package io.rackboot.dhcp.lease.journal;

/// What became of a commit.
public sealed interface CommitOutcome {
    /// It is on disk, all of it.
    record Durable() implements CommitOutcome {}

    /// None of it is on disk, nor will be. One exception: its reason says "it is not known", and the journal is closed.
    ///
    /// @param reason for people, with the file
    record Failed(String reason) implements CommitOutcome {}
}
