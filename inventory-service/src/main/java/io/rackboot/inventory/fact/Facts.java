package io.rackboot.inventory.fact;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.FactType;
import io.rackboot.events.fact.BootFact;
import io.rackboot.nats.OutgoingNats;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// What this service says itself. Its ids follow from what is said, so that several replicas say it once: the stream
/// drops a second fact with the same id.
@ApplicationScoped
public class Facts {
    private static final Logger LOG = Logger.getLogger(Facts.class);

    private final Emitter<byte[]> emitter;

    Facts(@Channel("facts") Emitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /// Says a fact.
    ///
    /// @param identity what makes two sayings of it the same one, besides its kind and its machine
    public void say(BootFact fact, Instant time, String identity) {
        var event = event(fact, time, identity);
        var metadata = Metadata.of(new OutgoingNats(event.subject(), Optional.of(event.id())));
        emitter.send(Message.of(
                CloudEventCodec.encode(event),
                metadata,
                () -> CompletableFuture.completedFuture(null),
                reason -> dropped(event, reason)));
    }

    /// {@return the fact in its envelope, with the id that follows from it}
    public static CloudEvent event(BootFact fact, Instant time, String identity) {
        var named = CloudEvent.of(io.rackboot.events.Emitter.INVENTORY, time, fact);
        var seed = "inventory/" + FactType.of(fact).name() + "/" + fact.machine() + "/" + identity;
        var id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        return new CloudEvent(id, named.source(), time, fact);
    }

    private static CompletableFuture<Void> dropped(CloudEvent event, Throwable reason) {
        LOG.warnf("Fact %s was not published: %s", event.subject(), reason.getMessage());
        return CompletableFuture.completedFuture(null);
    }
}
