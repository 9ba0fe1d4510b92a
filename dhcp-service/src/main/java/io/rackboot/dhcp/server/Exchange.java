package io.rackboot.dhcp.server;

import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.wire.DhcpMessage;
import java.time.Instant;

/// A request and how and when it came in.
record Exchange(DhcpMessage request, Arrival arrival, Instant at) {
    /// {@return what identifies it in every log line}
    @Override
    public String toString() {
        return "xid " + request.xid() + ", chaddr " + request.chaddr() + ", interface " + arrival.networkInterface();
    }
}
