package io.rackboot.image;

import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueConfiguration;
import io.rackboot.events.Json;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.ProfileDocument;
import java.util.List;
import java.util.Map;

/// The profiles of inventory-service.
final class Profiles implements AutoCloseable {
    private final Connection connection;
    private final KeyValue bucket;

    Profiles(String url) throws Exception {
        connection = Nats.connect(url);
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder("profiles")
                        .maxHistoryPerKey(1)
                        .build());
        bucket = connection.keyValue("profiles");
    }

    void put(String name, String image) throws Exception {
        var profile = new ProfileDocument(name, ImageReference.of(image), RootMode.INITRD, List.of(), Map.of());
        bucket.put(name, Json.mapper().writeValueAsBytes(profile));
    }

    void delete(String name) throws Exception {
        bucket.delete(name);
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
