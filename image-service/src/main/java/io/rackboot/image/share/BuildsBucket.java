package io.rackboot.image.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.nats.Entry;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import io.rackboot.nats.ScanOutcome;
import io.rackboot.nats.WriteOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// The documents of builds, by id.
record BuildsBucket(KeyValue bucket) {
    private static final Logger LOG = Logger.getLogger(BuildsBucket.class);
    // What is absent is left out, so it may be missing.
    static final ObjectMapper JSON = Json.mapper().disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
    private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1,64}");

    /// What reading a build came to.
    sealed interface Look {
        record Found(Seen seen) implements Look {}

        record Absent() implements Look {}

        record Unavailable(String reason) implements Look {}
    }

    /// {@return whether a text can be a build's id; ids become names of files}
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// {@return whether a build is one of an id, with all that a build has}: somebody may have written past the
    /// services
    static boolean isWhole(BuildRecord build, String id) {
        return areThere(build)
                && isId(id)
                && id.equals(build.id())
                && areThere(build.image(), build.version(), build.state(), build.stage(), build.submitted());
    }

    static boolean areThere(Object... parts) {
        return Arrays.stream(parts).allMatch(Objects::nonNull);
    }

    Look look(String id) {
        if (!isId(id)) {
            return new Look.Absent();
        }
        return switch (bucket.get(id)) {
            case ReadOutcome.Found(var entry) ->
                read(entry)
                        .<Look>map(Look.Found::new)
                        .orElseGet(() -> new Look.Unavailable("build " + id + " is in another form"));
            case ReadOutcome.Absent() -> new Look.Absent();
            case ReadOutcome.Unavailable(var reason) -> new Look.Unavailable(reason);
        };
    }

    /// {@return all that can be read; none where NATS is away}
    List<BuildRecord> all() {
        var all = new ArrayList<BuildRecord>();
        return switch (bucket.scan(
                entry -> read(entry).ifPresent(seen -> all.add(seen.shared().build())))) {
            case ScanOutcome.Whole() -> List.copyOf(all);
            case ScanOutcome.Unavailable _ -> List.of();
        };
    }

    boolean create(SharedBuild shared) {
        return written(bucket.create(shared.build().id(), bytes(shared)));
    }

    boolean update(SharedBuild shared, long revision) {
        return written(bucket.update(shared.build().id(), bytes(shared), revision));
    }

    static byte[] bytes(Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that cannot be written: " + document, e);
        }
    }

    private static boolean written(WriteOutcome outcome) {
        return switch (outcome) {
            case WriteOutcome.Written _ -> true;
            case WriteOutcome.Conflict _, WriteOutcome.Unavailable _ -> false;
        };
    }

    private static Optional<Seen> read(Entry entry) {
        try {
            var shared = Optional.ofNullable(JSON.readValue(entry.value(), SharedBuild.class));
            if (shared.filter(it -> isWhole(it.build(), entry.key()) && areThere(it.holder()))
                    .isEmpty()) {
                throw new IOException("it is of another id, or lacks something");
            }
            return shared.map(it -> new Seen(it, entry.revision(), entry.created()));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("a document of the bucket builds cannot be read: %s: %s", entry.key(), e.getMessage());
            return Optional.empty();
        }
    }
}
