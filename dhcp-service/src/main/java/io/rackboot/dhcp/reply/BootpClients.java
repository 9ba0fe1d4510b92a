package io.rackboot.dhcp.reply;

/// Which BOOTP clients of a subnet are given addresses. They cannot give them back.
public enum BootpClients {
    /// None.
    NONE,
    /// Those with an address that their machine's document reserves.
    RESERVED,
    /// Any, while there are addresses in the ranges (RFC 1534 §3: a lease without end).
    DYNAMIC
}
