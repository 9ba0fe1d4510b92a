package io.rackboot.dhcp.lease.journal;

/// A fact that is on disk and not yet marked as published.
///
/// @param sequence its number: 1, 2, … in the order of commits, across restarts
public record Pending(long sequence, OutboxFact fact) {}
