package io.rackboot.tftp;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.fact.Fact;
import io.rackboot.nats.OutgoingNats;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// The way out for facts. It never waits: the connector holds them while NATS is away.
@ApplicationScoped
class Facts {
    private static final Logger LOG = Logger.getLogger(Facts.class);
    private final Emitter<byte[]> emitter;

    Facts(@Channel("facts") Emitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /// Publishes what has just happened.
    void publish(Fact fact) {
        var event = CloudEvent.of(io.rackboot.events.Emitter.TFTP, Instant.now(), fact);
        var message = Message.of(
                CloudEventCodec.encode(event), Metadata.of(new OutgoingNats(event.subject(), Optional.of(event.id()))));
        try {
            emitter.send(message);
        } catch (IllegalStateException e) {
            // The channel is closed: the service is stopping.
            LOG.warnf("fact on %s is lost: %s", event.subject(), e.getMessage());
        }
    }
}
