package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.wire.Octets;

/// A fact that waits to be published. The journal looks at none of it.
///
/// @param id what makes a repetition known as such; at most 65,535 bytes of UTF-8
/// @param subject where it is published; at most 65,535 bytes of UTF-8
/// @param payload the message
public record OutboxFact(String id, String subject, Octets payload) {}
