package io.rackboot.nats;

import java.util.Optional;

/// Metadata of a message to publish.
///
/// @param subject where to; it takes precedence over the channel's own
/// @param messageId the `Nats-Msg-Id`: JetStream drops a second message with the same one within its duplicate window
public record OutgoingNats(String subject, Optional<String> messageId) {}
