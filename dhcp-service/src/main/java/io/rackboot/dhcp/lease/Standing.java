package io.rackboot.dhcp.lease;

/// What is known of a client before it is given an address.
public enum Standing {
    /// A machine's document names it.
    KNOWN,
    /// Anybody.
    UNKNOWN
}
