package io.rackboot.dhcp.lease;

/// How full a subnet is.
///
/// @param subnet its name
/// @param size the addresses in its ranges
/// @param bound the addresses that are held, reserved ones outside the ranges included
/// @param quarantined the addresses that were declined
public record PoolUse(String subnet, long size, long bound, long quarantined) {}
