package io.rackboot.dhcp.lease.journal;

/// What a journal has done since it was opened.
///
/// @param commits commits that became durable
/// @param groups writes with one sync each, which they shared
/// @param syncNanos time that those took, in all
/// @param failures commits that failed
/// @param rewritings how often the file was written anew
public record JournalStatistics(long commits, long groups, long syncNanos, long failures, long rewritings) {}
