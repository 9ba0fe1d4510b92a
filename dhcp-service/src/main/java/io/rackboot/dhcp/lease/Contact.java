package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Octets;
import java.time.Instant;
import java.util.Optional;

/// How a client was heard last when it was given its lease, for relays that ask (RFC 4388).
///
/// @param heard when it asked for the lease, or asked for more time
/// @param relayAgentInformation option 82 of the last such message that a relay passed on: the port that it is on
public record Contact(Instant heard, Optional<Octets> relayAgentInformation) {}
