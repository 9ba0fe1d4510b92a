package io.rackboot.image.publish;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.build.BuiltArtifact;
import io.rackboot.image.build.Publication;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/// The images of this service, on disk: the truth of which the bucket is a copy for readers.
///
/// Taking files into the store and removing those that no image names exclude each other, so that a retired image never
/// takes away a file that another one has just been built with.
public final class ImageRegistry {
    // What is absent is left out, so it may be missing.
    private static final ObjectMapper JSON =
            Json.mapper().disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private final Path directory;
    private final ArtifactStore store;
    private final ConcurrentSkipListMap<String, RegisteredImage> images = new ConcurrentSkipListMap<>();

    /// @param directory holds one file per image
    public ImageRegistry(Path directory, ArtifactStore store) {
        this.directory = directory;
        this.store = store;
    }

    /// Reads what an earlier process left, and removes artifacts that belong to no image.
    ///
    /// @throws IOException naming the file that cannot be read: without it nobody knows which artifacts it needs
    public synchronized void load() throws IOException {
        Durable.clear(directory);
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            for (var file : files) {
                var image = read(file);
                images.put(image.document().key(), image);
            }
        }
        removeUnreferenced();
    }

    /// Takes an image and its files.
    ///
    /// @param parent the image whose root it was built on
    synchronized Publication publish(ImageDocument image, Optional<String> parent, List<BuiltArtifact> artifacts)
            throws IOException {
        var present = Optional.ofNullable(images.get(image.key()));
        if (present.isPresent() && present.get().standing() != Standing.REFUSED) {
            if (present.get().standing() == Standing.RETIRING
                    || !RegisteredImage.sameContent(present.get().document(), image)) {
                return taken(image, present.get());
            }
            adopt(artifacts);
            return new Publication.Accepted(present.get().document());
        }
        adopt(artifacts);
        put(new RegisteredImage(image, Standing.PENDING, Optional.empty(), parent, Optional.empty()));
        return new Publication.Accepted(image);
    }

    private void adopt(List<BuiltArtifact> artifacts) throws IOException {
        for (var artifact : artifacts) {
            store.adopt(artifact.file(), artifact.sha256());
        }
    }

    /// {@return all images, by name and version}
    public List<RegisteredImage> all() {
        return List.copyOf(images.values());
    }

    /// {@return the image of `name.version`}
    public Optional<RegisteredImage> find(String key) {
        return Optional.ofNullable(images.get(key));
    }

    /// {@return the artifact of a digest, if an image has it}
    public Optional<Artifact> artifact(String sha256) {
        return images.values().stream()
                .flatMap(image -> image.document().artifacts().stream())
                .filter(artifact -> artifact.sha256().equals(sha256))
                .findFirst();
    }

    /// {@return the images that were built on the root of this one}
    public List<String> children(String key) {
        return images.values().stream()
                .filter(image -> image.parent().filter(key::equals).isPresent())
                .map(image -> image.document().key())
                .toList();
    }

    /// Marks an image as to be withdrawn, and {@return whether it is there}.
    ///
    /// @param by who wants it
    public synchronized boolean retire(String key, Optional<String> by) throws IOException {
        var image = images.get(key);
        if (image == null) {
            return false;
        }
        switch (image.standing()) {
            // Its readers never saw this one.
            case REFUSED -> remove(key);
            case PENDING, PUBLISHED -> put(image.retiring(by));
            case RETIRING -> {}
        }
        return true;
    }

    /// Notes how an image stands now, unless it has changed meanwhile.
    synchronized void settle(RegisteredImage seen, Standing standing, Optional<String> problem) throws IOException {
        if (seen.equals(images.get(seen.document().key()))) {
            put(seen.standing(standing, problem));
        }
    }

    /// Forgets an image and removes what only it had.
    synchronized void remove(String key) throws IOException {
        images.remove(key);
        Files.deleteIfExists(file(key));
        removeUnreferenced();
    }

    private static RegisteredImage read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), RegisteredImage.class);
        } catch (IOException e) {
            throw new IOException("the record of an image cannot be read: " + file + ": " + e.getMessage(), e);
        }
    }

    private static Publication taken(ImageDocument image, RegisteredImage present) {
        return new Publication.VersionTaken(
                "image " + image.key() + " is " + present.standing().text()
                        + " with digest " + present.document().digest() + ", this build made " + image.digest()
                        + "; versions do not change: give the build another version, or retire the image first");
    }

    private void put(RegisteredImage image) throws IOException {
        Durable.write(file(image.document().key()), JSON.writeValueAsBytes(image));
        images.put(image.document().key(), image);
    }

    private Path file(String key) {
        return directory.resolve(key + ".json");
    }

    private void removeUnreferenced() throws IOException {
        store.retain(images.values().stream()
                .flatMap(image -> image.document().artifacts().stream())
                .map(Artifact::sha256)
                .collect(Collectors.toSet()));
    }
}
