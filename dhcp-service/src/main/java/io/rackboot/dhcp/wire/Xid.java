package io.rackboot.dhcp.wire;

import java.util.HexFormat;

/// The transaction id that ties a reply to its request (RFC 2131 §2).
///
/// @param bits all 32 bits as they stand on the wire
public record Xid(int bits) {
    /// {@return eight hex digits}
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}
