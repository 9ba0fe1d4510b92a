package io.rackboot.image.publish;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.rackboot.events.Json;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.build.BuiltArtifact;
import io.rackboot.image.build.ImagePublisher;
import io.rackboot.image.build.Publication;
import io.rackboot.image.specification.Specification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;

/// An image as a directory: its files, and its document as `image.json`. It is there as a whole or not at all.
///
/// @param directory on the disk that builds work on; where it is there, it is empty or holds this image
public record ImageDirectory(Path directory, InstantSource clock) implements ImagePublisher {
    private static final String DOCUMENT = "image.json";
    // What is absent is left out, so it may be missing.
    private static final ObjectMapper JSON = Json.mapper()
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    @Override
    public Publication publish(Specification specification, List<BuiltArtifact> artifacts) throws IOException {
        var image =
                new Description(built -> directory.resolve(built.name()).toUri(), clock).of(specification, artifacts);
        if (Files.exists(directory.resolve(DOCUMENT))) {
            return compared(image);
        }
        if (holdsAnything()) {
            return new Publication.VersionTaken(directory + " is not empty and holds no image");
        }
        var whole = Files.createTempDirectory(artifacts.getFirst().file().getParent(), "image");
        for (var artifact : artifacts) {
            Files.move(artifact.file(), whole.resolve(artifact.name()));
        }
        Files.write(whole.resolve(DOCUMENT), JSON.writeValueAsBytes(image));
        Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(whole, directory, StandardCopyOption.ATOMIC_MOVE);
        return new Publication.Accepted(image);
    }

    private Publication compared(ImageDocument image) throws IOException {
        var present = JSON.readValue(directory.resolve(DOCUMENT).toFile(), ImageDocument.class);
        return present.key().equals(image.key()) && present.digest().equals(image.digest())
                ? new Publication.Accepted(present)
                : new Publication.VersionTaken(directory + " holds " + present.key() + " with digest "
                        + present.digest() + ", this one is " + image.key() + " with digest " + image.digest());
    }

    private boolean holdsAnything() throws IOException {
        if (!Files.isDirectory(directory)) {
            return Files.exists(directory);
        }
        try (var files = Files.newDirectoryStream(directory)) {
            return files.iterator().hasNext();
        }
    }
}
