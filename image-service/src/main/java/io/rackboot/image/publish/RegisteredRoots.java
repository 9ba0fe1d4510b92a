package io.rackboot.image.publish;

import io.rackboot.events.FileRole;
import io.rackboot.image.build.PublishedImages;
import io.rackboot.image.store.ArtifactStore;
import java.util.Optional;

/// The roots of the images in the registry.
public record RegisteredRoots(ImageRegistry registry, ArtifactStore store) implements PublishedImages {
    @Override
    public Optional<PublishedRoot> find(String key) {
        // Also of a retired one: builds on it that were accepted before keep it until they have ended.
        return registry.find(key).flatMap(image -> {
            var document = image.document();
            var role = switch (document.rootMode()) {
                case INITRD, EFI_DISK -> FileRole.INITRD;
                case SQUASHFS, RAM_DISK, NFS, OTHER -> FileRole.ROOT;
            };
            return document.artifact(role)
                    .flatMap(artifact -> store.find(artifact.sha256()))
                    .map(file -> new PublishedRoot(document.digest(), document.rootMode(), file));
        });
    }
}
