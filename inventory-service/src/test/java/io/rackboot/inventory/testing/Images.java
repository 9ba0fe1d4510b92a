package io.rackboot.inventory.testing;

import io.rackboot.events.FileRole;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.inventory.answer.Answers;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// Documents of images, as image-service would write them.
public final class Images {
    private Images() {}

    /// {@return a document as it stands in the bucket}
    public static byte[] document(String name, String version) {
        var kernel = new Artifact(
                FileRole.KERNEL, "vmlinuz", 8_144_800, "ab".repeat(32), URI.create("http://images.example/vmlinuz"));
        return Answers.bytes(Answers.tree(new ImageDocument(
                name,
                version,
                Instant.now(),
                RootMode.INITRD,
                "6.1.0-56-cloud-amd64",
                List.of(),
                "cd".repeat(32),
                List.of(kernel))));
    }
}
