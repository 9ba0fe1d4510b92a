package io.rackboot.image.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The images that any image-service has published, as the bucket `images` has them at this moment.
public final class PublishedDocuments implements PublishedVersions {
    private static final Logger LOG = Logger.getLogger(PublishedDocuments.class);
    private static final ObjectMapper JSON = Json.mapper();

    private final KeyValue bucket;

    public PublishedDocuments(KeyValue bucket) {
        this.bucket = bucket;
    }

    /// {@return an image `name.version`; empty where there is none, or NATS is away}
    public Optional<ImageDocument> find(String key) {
        try {
            return bucket.get(key) instanceof ReadOutcome.Found(var entry)
                    ? Optional.of(JSON.readValue(entry.value(), ImageDocument.class))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("a document of the bucket images cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> otherThan(ImageDocument image) {
        return find(image.key())
                .filter(there -> !RegisteredImage.sameContent(there, image))
                .map(there -> "image " + image.key() + " is published with digest " + there.digest()
                        + ", this build made " + image.digest()
                        + "; versions do not change: give the build another version, or retire the image first");
    }

    /// {@return the public URL of the service that has an image}
    public Optional<URI> holder(String key) {
        return find(key)
                .flatMap(image -> image.artifacts().stream().findFirst())
                .map(artifact -> artifact.location().toString())
                .filter(location -> location.contains("/artifacts/"))
                .map(location -> URI.create(location.substring(0, location.indexOf("/artifacts/"))));
    }
}
