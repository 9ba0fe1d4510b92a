package io.rackboot.events.fact;

import io.rackboot.events.Ipv4;
import java.util.Optional;

/// The relay agent that a request came through (RFC 3046).
///
/// @param giaddr the relay's address on the client's subnet
/// @param circuitId sub-option 1 in hex: the switch port, as the relay names it
/// @param remoteId sub-option 2 in hex
public record Relay(Ipv4 giaddr, Optional<String> circuitId, Optional<String> remoteId) {}
