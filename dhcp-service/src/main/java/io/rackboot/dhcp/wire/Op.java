package io.rackboot.dhcp.wire;

/// The direction of a message, field `op` (RFC 2131 §2).
public enum Op {
    /// From a client, or from a relay for it.
    BOOTREQUEST(1),
    /// From a server.
    BOOTREPLY(2);

    private final int code;

    Op(int code) {
        this.code = code;
    }

    /// {@return its value on the wire}
    public int code() {
        return code;
    }
}
