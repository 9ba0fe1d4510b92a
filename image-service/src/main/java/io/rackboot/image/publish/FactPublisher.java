package io.rackboot.image.publish;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.Emitter;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.image.build.FactSink;
import io.rackboot.nats.OutgoingNats;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// Says facts on the stream IMAGES.
@Singleton
public final class FactPublisher implements FactSink {
    private final org.eclipse.microprofile.reactive.messaging.Emitter<byte[]> channel;

    FactPublisher(@Channel("facts") org.eclipse.microprofile.reactive.messaging.Emitter<byte[]> channel) {
        this.channel = channel;
    }

    @Override
    public void say(ImageFact fact) {
        publish(CloudEvent.of(Emitter.IMAGE, Instant.now(), fact));
    }

    /// {@return done when the server has the event}
    CompletionStage<Void> publish(CloudEvent event) {
        var done = new CompletableFuture<Void>();
        channel.send(Message.of(
                CloudEventCodec.encode(event),
                Metadata.of(new OutgoingNats(event.subject(), Optional.of(event.id()))),
                () -> {
                    done.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                reason -> {
                    done.completeExceptionally(reason);
                    return CompletableFuture.completedFuture(null);
                }));
        return done;
    }
}
