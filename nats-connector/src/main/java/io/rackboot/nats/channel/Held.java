package io.rackboot.nats.channel;

import io.nats.client.impl.Headers;
import io.rackboot.nats.NotPublishedException;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A message of the application that the server does not have yet.
///
/// @param number its place in the channel's order
/// @param subject where to
/// @param messageId its `Nats-Msg-Id`
/// @param payload its bytes
/// @param origin the application's message, to be acked or nacked once
record Held(
        long number,
        String subject,
        Optional<String> messageId,
        byte[] payload,
        org.eclipse.microprofile.reactive.messaging.Message<?> origin) {
    private static final Logger LOG = Logger.getLogger(Held.class);

    Headers headers() {
        var headers = new Headers();
        messageId.ifPresent(id -> headers.put("Nats-Msg-Id", id));
        return headers;
    }

    /// Calls the application's `ack`.
    void ack() {
        try {
            origin.ack()
                    .whenComplete((_, failure) -> Optional.ofNullable(failure)
                            .ifPresent(e -> LOG.warnf(e, "acknowledging a message on %s failed", subject)));
        } catch (RuntimeException e) {
            LOG.warnf(e, "acknowledging a message on %s failed", subject);
        }
    }

    /// Calls the application's `nack`.
    void nack(String reason) {
        try {
            origin.nack(new NotPublishedException(reason))
                    .whenComplete((_, failure) -> Optional.ofNullable(failure)
                            .ifPresent(e -> LOG.warnf(e, "refusing a message on %s failed", subject)));
        } catch (RuntimeException e) {
            LOG.warnf(e, "refusing a message on %s failed", subject);
        }
    }
}
