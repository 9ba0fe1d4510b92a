package io.rackboot.boot.fact;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.nats.OutgoingNats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Says facts. While NATS is away the channel holds them, up to its spill; a fact beyond that is dropped and counted
/// by the channel.
@ApplicationScoped
public class Facts {
    private static final Logger LOG = Logger.getLogger(Facts.class);
    private final Emitter<byte[]> channel;

    @Inject
    Facts(@Channel("facts") Emitter<byte[]> channel) {
        this.channel = channel;
    }

    /// Hands a fact to the channel; never waits.
    public void say(CloudEvent event) {
        var address = new OutgoingNats(event.subject(), Optional.of(event.id()));
        channel.send(Message.of(
                CloudEventCodec.encode(event), Metadata.of(address), Facts::done, reason -> dropped(event, reason)));
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<Void> dropped(CloudEvent event, Throwable reason) {
        LOG.debugf("fact %s %s is lost: %s", event.subject(), event.id(), reason.getMessage());
        return done();
    }
}
