package io.rackboot.image.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.Json;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.events.fact.ImagePublished;
import io.rackboot.events.fact.ImageRetired;
import io.rackboot.image.channel.Channels;
import io.rackboot.image.channel.Outcome;
import io.rackboot.image.channel.Uses;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import io.rackboot.nats.WriteOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Brings the bucket `images` to what the registry says.
///
/// A document is written first, then its fact is said, then the step is recorded; each has an id of its own that a
/// repetition has too, so that a crash in between makes nothing happen twice.
final class BucketSynchronizer {
    private static final Logger LOG = Logger.getLogger(BucketSynchronizer.class);
    private static final ObjectMapper JSON = Json.mapper();
    private static final long FACT_SECONDS = 10;

    private final ImageRegistry registry;
    private final KeyValue bucket;
    private final Channels channels;
    private final Users users;
    private final FactPublisher facts;

    /// @param users who uses an image besides channels and profiles
    BucketSynchronizer(ImageRegistry registry, KeyValue bucket, Channels channels, Users users, FactPublisher facts) {
        this.registry = registry;
        this.bucket = bucket;
        this.channels = channels;
        this.users = users;
        this.facts = facts;
    }

    /// {@return whether an image waits for NATS}
    boolean waiting() {
        return registry.all().stream()
                .anyMatch(image -> image.standing() == Standing.PENDING || image.standing() == Standing.RETIRING);
    }

    /// Does what waits. What cannot be done now is left for the next time.
    void work() throws IOException {
        for (var image : registry.all()) {
            switch (image.standing()) {
                case PENDING -> publish(image);
                case RETIRING -> retire(image);
                case PUBLISHED, REFUSED -> {}
            }
        }
    }

    /// Puts back documents that the bucket has lost (NATS started anew with an empty store). What another image-service
    /// with the same content has retired meanwhile goes here too.
    void restore() throws IOException {
        for (var image : registry.all()) {
            var key = image.document().key();
            if (image.standing() != Standing.PUBLISHED || !(bucket.get(key) instanceof ReadOutcome.Absent)) {
                continue;
            }
            if (channels.read(image.document().name()) instanceof Outcome.Stands stands
                    && stands.document().isRetired(image.document().version())) {
                LOG.infof("image %s was retired elsewhere, and goes", key);
                registry.retire(key, Optional.empty());
            } else if (bucket.create(key, bytes(image.document())) instanceof WriteOutcome.Written) {
                LOG.warnf("image %s was not in the bucket although it is published; put back", key);
            }
        }
    }

    private void publish(RegisteredImage image) throws IOException {
        var document = image.document();
        switch (bucket.create(document.key(), bytes(document))) {
            case WriteOutcome.Written _ -> published(image);
            case WriteOutcome.Conflict _ -> compare(image);
            case WriteOutcome.Unavailable(var reason) ->
                LOG.debugf("image %s waits to be published: %s", document.key(), reason);
        }
    }

    private void compare(RegisteredImage image) throws IOException {
        switch (bucket.get(image.document().key())) {
            case ReadOutcome.Found(var entry) -> {
                var there = read(entry.value());
                if (there.isPresent() && RegisteredImage.sameContent(there.get(), image.document())) {
                    published(image);
                } else {
                    var problem = "the version is published with "
                            + there.map(document -> "digest " + document.digest())
                                    .orElse("a document of another form");
                    LOG.errorf(
                            "image %s cannot be published: %s", image.document().key(), problem);
                    registry.settle(image, Standing.REFUSED, Optional.of(problem));
                }
            }
            case ReadOutcome.Absent _, ReadOutcome.Unavailable _ -> {}
        }
    }

    private void published(RegisteredImage image) throws IOException {
        var document = image.document();
        if (channels.published(document)
                && said(image, new ImagePublished(document.name(), document.version(), document.artifacts()))) {
            registry.settle(image, Standing.PUBLISHED, Optional.empty());
            LOG.infof("image %s is published, digest %s", document.key(), document.digest());
        }
    }

    private void retire(RegisteredImage image) throws IOException {
        var key = image.document().key();
        switch (bucket.get(key)) {
            case ReadOutcome.Found(var entry)
            when read(entry.value())
                    .filter(there -> RegisteredImage.sameContent(there, image.document()))
                    .isPresent() -> {
                if (unused(image)) {
                    delete(image, entry.revision());
                }
            }
            // Another service's image of that version: not this one's to withdraw.
            case ReadOutcome.Found _ -> registry.remove(key);
            case ReadOutcome.Absent _ -> {
                if (unused(image)) {
                    retired(image);
                }
            }
            case ReadOutcome.Unavailable(var reason) -> LOG.debugf("image %s waits to be retired: %s", key, reason);
        }
    }

    private void delete(RegisteredImage image, long revision) throws IOException {
        var key = image.document().key();
        switch (bucket.delete(key, revision)) {
            case WriteOutcome.Written _ -> retired(image);
            case WriteOutcome.Conflict _ -> {}
            case WriteOutcome.Unavailable(var reason) -> LOG.debugf("image %s waits to be retired: %s", key, reason);
        }
    }

    /// Ends that it is offered, which others see before it is looked who uses it still.
    private boolean unused(RegisteredImage image) {
        var document = image.document();
        return switch (channels.retire(document.name(), document.version(), image.retiredBy())) {
            case Uses.Known(var using) -> {
                var all = Stream.concat(using.stream(), users.of(document.key()).stream())
                        .toList();
                LOG.debugf("image %s is retired; it is used by %s", document.key(), all);
                yield all.isEmpty();
            }
            case Uses.Unknown(var reason) -> {
                LOG.debugf("image %s waits to be retired: %s", document.key(), reason);
                yield false;
            }
        };
    }

    private void retired(RegisteredImage image) throws IOException {
        if (said(
                image,
                new ImageRetired(image.document().name(), image.document().version()))) {
            registry.remove(image.document().key());
            LOG.infof("image %s is retired", image.document().key());
        }
    }

    private boolean said(RegisteredImage image, ImageFact fact) {
        var document = image.document();
        var seed = fact.getClass().getSimpleName() + " " + document.key() + " " + document.created();
        var id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        var random = CloudEvent.of(Emitter.IMAGE, Instant.now(), fact);
        try {
            facts.publish(new CloudEvent(id, random.source(), random.time(), fact))
                    .toCompletableFuture()
                    .get(FACT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | CompletionException | TimeoutException e) {
            LOG.debugf("a fact of image %s waits: %s", document.key(), e.getMessage());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] bytes(ImageDocument document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that cannot be written: " + document, e);
        }
    }

    private static Optional<ImageDocument> read(byte[] json) {
        try {
            return Optional.of(JSON.readValue(json, ImageDocument.class));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("a document of the bucket images cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
