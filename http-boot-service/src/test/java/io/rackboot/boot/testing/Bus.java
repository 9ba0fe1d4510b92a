package io.rackboot.boot.testing;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.KeyValueConfiguration;
import io.rackboot.events.Buckets;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.Json;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.events.fact.Fact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// The other services, as far as this one sees them: who writes documents and who listens to facts.
public final class Bus implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private final Connection connection;
    private final List<CloudEvent> heard = new CopyOnWriteArrayList<>();

    /// Connects.
    public Bus(String url) {
        try {
            connection = Nats.connect(Options.builder().server(url).build());
            for (var bucket :
                    List.of(Buckets.MACHINES, Buckets.PROFILES, Buckets.IMAGES, Buckets.CHANNELS, Buckets.LEASES)) {
                connection
                        .keyValueManagement()
                        .create(KeyValueConfiguration.builder(bucket)
                                .maxHistoryPerKey(1)
                                .build());
            }
            connection
                    .createDispatcher(message -> {
                        switch (CloudEventCodec.decode(message.getData())) {
                            case CloudEventCodec.Decoded.Known(var event) -> heard.add(event);
                            case CloudEventCodec.Decoded.Unknown unknown -> throw new AssertionError(unknown);
                            case CloudEventCodec.Decoded.Malformed malformed -> throw new AssertionError(malformed);
                        }
                    })
                    .subscribe("boot.>");
        } catch (IOException | JetStreamApiException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Writes a machine.
    public void put(MachineDocument machine) {
        put(Buckets.MACHINES, machine.id().text(), json(machine));
    }

    /// Writes a profile.
    public void put(ProfileDocument profile) {
        put(Buckets.PROFILES, profile.name(), json(profile));
    }

    /// Writes an image.
    public void put(ImageDocument image) {
        put(Buckets.IMAGES, image.key(), json(image));
    }

    /// Writes the channels of an image.
    public void put(ChannelsDocument channels) {
        put(Buckets.CHANNELS, channels.image(), json(channels));
    }

    /// Takes a document away.
    public void delete(String bucket, String key) {
        try {
            connection.keyValue(bucket).delete(key);
        } catch (IOException | JetStreamApiException e) {
            throw new AssertionError(e);
        }
    }

    /// Writes a lease.
    public void put(LeaseDocument lease) {
        put(Buckets.LEASES, lease.address().text(), json(lease));
    }

    /// Writes anything.
    public void put(String bucket, String key, byte[] value) {
        try {
            connection.keyValue(bucket).put(key, value);
        } catch (IOException | JetStreamApiException e) {
            throw new AssertionError(e);
        }
    }

    /// {@return every event so far with such a fact}
    public <F extends Fact> List<F> heard(Class<F> form, Predicate<F> which) {
        return heard.stream()
                .map(CloudEvent::fact)
                .filter(form::isInstance)
                .map(form::cast)
                .filter(which)
                .toList();
    }

    /// {@return every such fact in the stream, in which a message id stands once}
    public <F extends Fact> List<F> stored(Class<F> form, Predicate<F> which) {
        try {
            var found = new ArrayList<F>();
            var subscription = connection
                    .jetStream()
                    .subscribe(
                            "boot.>",
                            PushSubscribeOptions.builder().ordered(true).stream("BOOT")
                                    .build());
            for (var message = subscription.nextMessage(DEADLINE);
                    message != null;
                    message = message.metaData().pendingCount() == 0 ? null : subscription.nextMessage(DEADLINE)) {
                if (CloudEventCodec.decode(message.getData()) instanceof CloudEventCodec.Decoded.Known(var event)
                        && form.isInstance(event.fact())) {
                    found.add(form.cast(event.fact()));
                }
            }
            subscription.unsubscribe();
            return found.stream().filter(which).toList();
        } catch (IOException | JetStreamApiException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Waits until it is connected again. Facts that were told before are heard no more; they are in the stream.
    public void awaitConnection() {
        Await.until("a connection to NATS", () -> connection.getStatus() == Connection.Status.CONNECTED);
    }

    /// {@return every event so far}
    public List<CloudEvent> heard() {
        return heard;
    }

    /// Waits for such a fact.
    public <F extends Fact> F awaitFact(Class<F> form, Predicate<F> which) {
        return Await.present(
                form.getSimpleName(),
                () -> Optional.of(heard(form, which))
                        .filter(facts -> !facts.isEmpty())
                        .map(List::getFirst));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] json(Object document) {
        try {
            return Json.mapper().writeValueAsBytes(document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
