package io.rackboot.dhcp;

import io.rackboot.dhcp.fact.FactChannel;
import io.rackboot.dhcp.lease.journal.OutboxFact;
import io.rackboot.nats.Nats;
import io.rackboot.nats.OutgoingNats;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// The channel `facts`.
@ApplicationScoped
class EmittedFacts implements FactChannel {
    private final Emitter<byte[]> emitter;
    private final Nats nats;

    EmittedFacts(@Channel("facts") Emitter<byte[]> emitter, Nats nats) {
        this.emitter = emitter;
        this.nats = nats;
    }

    @Override
    public boolean isOpen() {
        return nats.connected();
    }

    @Override
    public void send(OutboxFact fact, Runnable published, Consumer<String> refused) {
        Supplier<CompletionStage<Void>> ack = () -> done(published);
        Function<Throwable, CompletionStage<Void>> nack = reason -> done(() -> refused.accept(reason.getMessage()));
        var metadata = Metadata.of(new OutgoingNats(fact.subject(), Optional.of(fact.id())));
        try {
            emitter.send(Message.of(fact.payload().toByteArray(), metadata, ack, nack));
        } catch (IllegalStateException e) {
            refused.accept("the channel is closed: " + e.getMessage());
        }
    }

    private static CompletionStage<Void> done(Runnable action) {
        action.run();
        return CompletableFuture.completedFuture(null);
    }
}
