package io.rackboot.dhcp.lease;

/// Addresses with lease times of their own.
public record TimedRange(Range range, LeaseTimes times) {}
