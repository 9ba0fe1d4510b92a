package io.rackboot.dhcp.lease;

/// Whether a subnet serves clients that no machine's document names.
public enum UnknownClients {
    /// They are given addresses.
    ALLOW,
    /// They get no answer.
    DENY
}
