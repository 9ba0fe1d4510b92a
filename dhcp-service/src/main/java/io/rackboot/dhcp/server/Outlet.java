package io.rackboot.dhcp.server;

import io.rackboot.dhcp.reply.ReplyDestination;
import io.rackboot.dhcp.wire.Octets;

/// The way out of the interface that a request came in on.
@FunctionalInterface
public interface Outlet {
    /// Sends a datagram. Returns at once, from any thread; what cannot be sent is logged there.
    void send(Octets datagram, ReplyDestination destination);
}
