package io.rackboot.inventory.fact;

import io.quarkus.arc.All;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.Nats;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/// The one consumer of each of the two streams, which are read again at every start.
@ApplicationScoped
public class Listening {
    private static final Logger LOG = Logger.getLogger(Listening.class);

    private final List<FactListener> listeners;
    private final List<ImageFactListener> imageListeners;
    private final Replay replay;
    private final Place boots = new Place();
    private final Place images = new Place();

    Listening(
            @All List<FactListener> listeners, @All List<ImageFactListener> imageListeners, Replay replay, Nats nats) {
        this.listeners = listeners;
        this.imageListeners = imageListeners;
        this.replay = replay;
        nats.whenConnected(replay::connected);
    }

    @Incoming("boots")
    CompletionStage<Void> boot(Message<byte[]> message) {
        message.getMetadata(IncomingNats.class).filter(boots::isNew).ifPresent(place -> {
            replay.heard(place.timestamp());
            decode(message.getPayload(), place).ifPresent(event -> {
                if (event.fact() instanceof BootFact fact) {
                    var heard = new HeardFact(event, fact, message.getPayload(), place.timestamp());
                    tell(listeners, listener -> listener.heard(heard), event);
                }
            });
        });
        return message.ack();
    }

    @Incoming("images")
    CompletionStage<Void> image(Message<byte[]> message) {
        message.getMetadata(IncomingNats.class)
                .filter(images::isNew)
                .flatMap(place -> decode(message.getPayload(), place))
                .ifPresent(event -> {
                    if (event.fact() instanceof ImageFact fact) {
                        var heard = new HeardImageFact(event, fact, message.getPayload());
                        tell(imageListeners, listener -> listener.heard(heard), event);
                    }
                });
        return message.ack();
    }

    private static Optional<CloudEvent> decode(byte[] json, IncomingNats place) {
        return switch (CloudEventCodec.decode(json)) {
            case CloudEventCodec.Decoded.Known(var event) -> Optional.of(event);
            case CloudEventCodec.Decoded.Unknown(var type) -> {
                LOG.debugf("A fact of a newer release, %s, is passed over", type);
                yield Optional.empty();
            }
            case CloudEventCodec.Decoded.Malformed(var reason) -> {
                LOG.warnf("Message %d on %s is no fact: %s", place.sequence(), place.subject(), reason);
                yield Optional.empty();
            }
        };
    }

    private static <L> void tell(List<L> listeners, Consumer<L> fact, CloudEvent event) {
        for (var listener : listeners) {
            try {
                fact.accept(listener);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Fact %s was not taken by %s", event.id(), listener.getClass());
            }
        }
    }
}
