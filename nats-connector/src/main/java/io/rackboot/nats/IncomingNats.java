package io.rackboot.nats;

import java.time.Instant;

/// Metadata of a received message.
///
/// @param subject where it was published
/// @param sequence its number in the stream; 0 on a core subscription
/// @param timestamp when the stream took it; on a core subscription, when it arrived here
/// @param delivered how often it was delivered, this time included; 1 on a core subscription
public record IncomingNats(String subject, long sequence, Instant timestamp, long delivered) {}
