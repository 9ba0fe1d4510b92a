package io.rackboot.nats.client;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.OutgoingNats;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// The application under test: sends on two channels and writes down what two others bring.
@Singleton
public class Traffic {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<IncomingNats> toldFrom = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger acked = new AtomicInteger();
    final List<String> nacked = new CopyOnWriteArrayList<>();
    final AtomicInteger underWay = new AtomicInteger();

    private final Emitter<byte[]> facts;
    private final Emitter<byte[]> news;

    @Inject
    Traffic(@Channel("facts") Emitter<byte[]> facts, @Channel("news") Emitter<byte[]> news) {
        this.facts = facts;
        this.news = news;
    }

    /// Without a registry every counter stays at zero.
    @Produces
    @Singleton
    static SimpleMeterRegistry registry() {
        return new SimpleMeterRegistry();
    }

    void fact(String subject, String id, String text) {
        underWay.incrementAndGet();
        facts.send(Message.of(
                text.getBytes(StandardCharsets.UTF_8),
                Metadata.of(new OutgoingNats(subject, Optional.of(id))),
                this::acked,
                this::nacked));
    }

    void news(String text) {
        underWay.incrementAndGet();
        news.send(Message.of(text.getBytes(StandardCharsets.UTF_8), this::acked, this::nacked));
    }

    /// The first delivery of a text that begins with "again" fails.
    @Incoming("told")
    @RunOnVirtualThread
    void told(byte[] body, IncomingNats from) {
        var text = new String(body, StandardCharsets.UTF_8);
        told.add(text);
        toldFrom.add(from);
        if (text.startsWith("again") && from.delivered() == 1) {
            throw new IllegalStateException("not the first time");
        }
    }

    @Incoming("heard")
    CompletionStage<Void> heard(Message<byte[]> message) {
        heard.add(new String(message.getPayload(), StandardCharsets.UTF_8));
        return message.ack();
    }

    private CompletionStage<Void> acked() {
        acked.incrementAndGet();
        underWay.decrementAndGet();
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> nacked(Throwable reason) {
        nacked.add(reason.getMessage());
        underWay.decrementAndGet();
        return CompletableFuture.completedFuture(null);
    }
}
