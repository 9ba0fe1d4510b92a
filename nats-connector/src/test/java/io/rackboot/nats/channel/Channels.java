package io.rackboot.nats.channel;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.OutgoingNats;
import io.rackboot.nats.link.Link;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// Channels of a connector without Quarkus.
final class Channels {
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NatsConnector connector;

    Channels(Link link) {
        connector = new NatsConnector(link, registry);
        connector.closeWithTheLink();
    }

    double count(String counter) {
        return registry.get(counter).tag("channel", "test").counter().count();
    }

    double spilled() {
        return registry.get("nats.spilled").tag("channel", "test").gauge().value();
    }

    Sender sender(String... attributes) {
        var subscriber = connector.getSubscriber(config(attributes));
        return new Sender(subscriber);
    }

    Receiver receiver(String... attributes) {
        var receiver = new Receiver();
        connector.getPublisher(config(attributes)).subscribe(receiver);
        return receiver;
    }

    static Config config(String... attributes) {
        var properties = new TreeMap<>(Map.of("channel-name", "test"));
        for (var i = 0; i < attributes.length; i += 2) {
            properties.put(attributes[i], attributes[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }

    /// What an emitter does.
    static final class Sender {
        final List<String> acked = new CopyOnWriteArrayList<>();
        final List<String> nacked = new CopyOnWriteArrayList<>();
        private final Flow.Subscriber<? super Message<?>> subscriber;

        @SuppressWarnings("unchecked")
        Sender(Flow.Subscriber<? extends Message<?>> subscriber) {
            this.subscriber = (Flow.Subscriber<? super Message<?>>) (Flow.Subscriber<?>) subscriber;
            this.subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }

        void send(String subject, String text) {
            send(text, Metadata.of(new OutgoingNats(subject, Optional.of(text))));
        }

        void send(String text, Metadata metadata) {
            subscriber.onNext(Message.of(
                    text.getBytes(StandardCharsets.UTF_8),
                    metadata,
                    () -> {
                        acked.add(text);
                        return CompletableFuture.completedFuture(null);
                    },
                    reason -> {
                        nacked.add(text + ": " + reason.getMessage());
                        return CompletableFuture.completedFuture(null);
                    }));
        }

        void send(Message<?> message) {
            subscriber.onNext(message);
        }
    }

    /// A subscriber that keeps what it gets, and asks only when told so.
    static final class Receiver implements Flow.Subscriber<Message<?>> {
        final List<Message<?>> messages = new CopyOnWriteArrayList<>();
        final List<Throwable> errors = new CopyOnWriteArrayList<>();
        private volatile boolean acking;
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        /// Acks everything from now on, and asks for everything.
        Receiver takeAll() {
            acking = true;
            subscription.request(Long.MAX_VALUE);
            return this;
        }

        Receiver ask(long n) {
            subscription.request(n);
            return this;
        }

        void cancel() {
            subscription.cancel();
        }

        List<String> texts() {
            return messages.stream().map(Receiver::text).toList();
        }

        IncomingNats metadata(int index) {
            return messages.get(index).getMetadata(IncomingNats.class).orElseThrow();
        }

        static String text(Message<?> message) {
            return new String((byte[]) message.getPayload(), StandardCharsets.UTF_8);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Message<?> message) {
            messages.add(message);
            if (acking) {
                message.ack();
            }
        }

        @Override
        public void onError(Throwable failure) {
            errors.add(failure);
        }

        @Override
        public void onComplete() {}
    }
}
