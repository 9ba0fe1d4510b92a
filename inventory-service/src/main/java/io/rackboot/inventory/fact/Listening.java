package io.rackboot.inventory.fact;

import io.quarkus.arc.All;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.fact.BootFact;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.Nats;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/// The one consumer of the boot stream.
///
/// The stream is read again from its last day at every start, and what the connector delivers twice is left out by its
/// place in the stream.
@ApplicationScoped
public class Listening {
    private static final Logger LOG = Logger.getLogger(Listening.class);

    private final List<FactListener> listeners;
    private final Replay replay;
    private long sequence;
    private Instant stored = Instant.EPOCH;

    Listening(@All List<FactListener> listeners, Replay replay, Nats nats) {
        this.listeners = listeners;
        this.replay = replay;
        nats.whenConnected(replay::connected);
    }

    @Incoming("boots")
    CompletionStage<Void> take(Message<byte[]> message) {
        message.getMetadata(IncomingNats.class)
                .filter(this::isNew)
                .ifPresent(place -> decode(message.getPayload(), place));
        return message.ack();
    }

    /// A stream that was made anew counts from 1 again, later.
    private synchronized boolean isNew(IncomingNats place) {
        if (place.sequence() <= sequence && !place.timestamp().isAfter(stored)) {
            return false;
        }
        sequence = place.sequence();
        stored = place.timestamp();
        replay.heard(stored);
        return true;
    }

    private void decode(byte[] json, IncomingNats place) {
        switch (CloudEventCodec.decode(json)) {
            case CloudEventCodec.Decoded.Known(var event) -> tell(event, json, place.timestamp());
            case CloudEventCodec.Decoded.Unknown(var type) ->
                LOG.debugf("A fact of a newer release, %s, is passed over", type);
            case CloudEventCodec.Decoded.Malformed(var reason) ->
                LOG.warnf("Message %d on %s is no fact: %s", place.sequence(), place.subject(), reason);
        }
    }

    private void tell(CloudEvent event, byte[] json, Instant time) {
        if (!(event.fact() instanceof BootFact fact)) {
            return;
        }
        var heard = new HeardFact(event, fact, json, time);
        for (var listener : listeners) {
            try {
                listener.heard(heard);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Fact %s was not taken by %s", event.id(), listener.getClass());
            }
        }
    }
}
