package io.rackboot.dhcp.server;

import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.wire.Octets;

/// A datagram off the network.
///
/// @param datagram its bytes
/// @param arrival how it came in
/// @param outlet where replies to it go out
public record Received(Octets datagram, Arrival arrival, Outlet outlet) {}
