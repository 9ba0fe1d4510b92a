package io.rackboot.image.publish;

import io.rackboot.events.FileRole;
import io.rackboot.image.build.PublishedImages;
import io.rackboot.image.store.ArtifactStore;
import java.util.Optional;

/// The roots of the images in the registry.
public record RegisteredRoots(ImageRegistry registry, ArtifactStore store) implements PublishedImages {
    @Override
    public Optional<PublishedRoot> find(String key) {
        return registry.find(key)
                .filter(image -> image.standing() != Standing.RETIRING)
                .flatMap(image -> {
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
