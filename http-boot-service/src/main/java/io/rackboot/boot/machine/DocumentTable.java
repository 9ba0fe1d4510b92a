package io.rackboot.boot.machine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.nats.Entry;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// One bucket's documents in the form of their record.
///
/// A document that cannot be read leaves the last good one of its key in place: a mistake in one machine's document
/// must not stop a machine that booted yesterday.
final class DocumentTable<T> {
    private static final Logger LOG = Logger.getLogger(DocumentTable.class);
    private static final ObjectMapper JSON = Json.mapper();

    private final String bucket;
    private final Class<T> form;
    private final Consumer<T> validation;
    private final Map<String, T> byKey = new ConcurrentHashMap<>();

    /// @param validation throws [IllegalArgumentException] for a document that cannot be used
    DocumentTable(String bucket, Class<T> form, Consumer<T> validation) {
        this.bucket = bucket;
        this.form = form;
        this.validation = validation;
    }

    /// Takes the present entry of a key, or its absence.
    synchronized void take(String key, Function<String, Optional<Entry>> present) {
        present.apply(key).ifPresentOrElse(this::put, () -> byKey.remove(key));
    }

    private void put(Entry entry) {
        try {
            var document = JSON.readValue(entry.value(), form);
            validation.accept(document);
            byKey.put(entry.key(), document);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf(
                    "document %s/%s (revision %d) cannot be used, the last good one stays: %s",
                    bucket,
                    entry.key(),
                    entry.revision(),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    Optional<T> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    Collection<T> all() {
        return byKey.values();
    }
}
