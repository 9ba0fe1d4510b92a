package io.rackboot.dhcp.lease.journal;

/// What became of a commit.
public sealed interface CommitOutcome {
    /// It is on disk, all of it.
    record Durable() implements CommitOutcome {}

    /// None of it is on disk, nor will be.
    ///
    /// @param reason for people, with the file
    record Failed(String reason) implements CommitOutcome {}
}
