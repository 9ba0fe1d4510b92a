package io.rackboot.image.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.build.BuiltArtifact;
import io.rackboot.image.build.Publication;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.Digests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRegistryTest {
    private static final String KERNEL = "a kernel";
    private static final String SHA256 = Digests.sha256(KERNEL);

    @TempDir
    Path directory;

    private ArtifactStore store;
    private ImageRegistry registry;

    @BeforeEach
    void open() throws IOException {
        store = new ArtifactStore(Files.createDirectory(directory.resolve("artifacts")));
        registry = new ImageRegistry(Files.createDirectory(directory.resolve("images")), store);
    }

    private Publication publish(String version) throws IOException {
        var built = Files.writeString(directory.resolve("built"), KERNEL);
        var artifact = new Artifact(
                FileRole.KERNEL, "vmlinuz", KERNEL.length(), SHA256, URI.create("http://127.0.0.1/" + SHA256));
        return registry.publish(
                new ImageDocument(
                        "demo", version, Instant.EPOCH, RootMode.INITRD, "6.1", List.of(), SHA256, List.of(artifact)),
                Optional.empty(),
                List.of(new BuiltArtifact(FileRole.KERNEL, "vmlinuz", built, KERNEL.length(), SHA256)));
    }

    @Test
    void publishingAgainMendsAFileThatTheDiskHasDamaged() throws IOException {
        for (var version : List.of("1", "1", "2")) {
            // Given
            assertThat(publish("1")).isInstanceOf(Publication.Accepted.class);
            var stored = store.find(SHA256).orElseThrow();
            Files.writeString(stored, "a kennel");
            // When
            assertThat(publish(version)).isInstanceOf(Publication.Accepted.class);
            // Then
            assertThat(stored).hasContent(KERNEL);
        }
    }
}
