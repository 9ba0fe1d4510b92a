package io.rackboot.dhcp.server;

import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.wire.Octets;

/// A datagram off the network.
///
/// @param datagram its bytes; of a longer one, the first [#BUFFER]
/// @param arrival how it came in
/// @param outlet where replies to it go out
public record Received(Octets datagram, Arrival arrival, Outlet outlet) {
    /// As many bytes are taken off a socket: enough to tell a datagram that is too long.
    public static final int BUFFER = 2048;
    /// An Ethernet frame's content: no client's message is longer.
    static final int LONGEST = 1500;

    /// {@return whether it is longer than any client's message; bytes may be missing at its end}
    boolean isOversized() {
        return datagram.length() > LONGEST;
    }
}
