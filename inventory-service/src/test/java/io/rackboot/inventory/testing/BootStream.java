package io.rackboot.inventory.testing;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.PublishOptions;
import io.nats.client.api.StreamInfoOptions;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// The boot stream as the other services see it: says facts and counts them.
public final class BootStream implements AutoCloseable {
    private final Connection connection;

    /// Connects.
    public BootStream(String url) {
        try {
            connection = Nats.connectReconnectOnConnect(url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Says facts, each acknowledged; the stream is there once the service has connected.
    public void say(List<CloudEvent> events) {
        for (var event : events) {
            Await.until(() -> publish(event.subject(), CloudEventCodec.encode(event), event.id()));
        }
    }

    /// Puts any bytes on a subject of the stream.
    public void raw(String subject, byte[] bytes, String id) {
        Await.until(() -> publish(subject, bytes, id));
    }

    private boolean publish(String subject, byte[] bytes, String id) {
        try {
            connection
                    .jetStream()
                    .publish(
                            subject,
                            bytes,
                            PublishOptions.builder().messageId(id).build());
            return true;
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /// {@return how many messages each subject has}
    public Map<String, Long> subjects(String filter) {
        try {
            var counts = connection
                    .jetStreamManagement()
                    .getStreamInfo("BOOT", StreamInfoOptions.filterSubjects(filter))
                    .getStreamState()
                    .getSubjectMap();
            return counts == null ? Map.of() : Map.copyOf(counts);
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes a document into a bucket, as its owner would.
    public void put(String bucket, String key, byte[] value) {
        try {
            connection.keyValue(bucket).put(key, value);
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
