package io.rackboot.image.boottest;

import io.rackboot.events.FileRole;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.store.ArtifactStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;

/// Finds out how an image is tried.
final class TrialBoots {
    private TrialBoots() {}

    static TrialBoot of(ImageDocument image, ArtifactStore store) {
        return switch (image.rootMode()) {
            case INITRD, SQUASHFS, RAM_DISK, NFS -> loaded(image, store);
            case EFI_DISK -> stick(image, store);
            case OTHER -> new TrialBoot.Impossible("image " + image.key() + " has a root mode of a newer release");
        };
    }

    private static TrialBoot loaded(ImageDocument image, ArtifactStore store) {
        var kernel = file(image, FileRole.KERNEL, store);
        if (kernel.isEmpty()) {
            return new TrialBoot.Impossible("image " + image.key() + " has no kernel on this service");
        }
        var files = new HashMap<String, Path>();
        for (var artifact : image.artifacts()) {
            store.find(artifact.sha256()).ifPresent(file -> files.put(artifact.name(), file));
        }
        var served = image.rootMode() == RootMode.NFS;
        return new TrialBoot.Loaded(
                kernel.get(),
                file(image, FileRole.INITRD, store),
                image.kernelArguments(),
                served ? Optional.empty() : image.artifact(FileRole.ROOT).map(Artifact::name),
                files,
                served ? file(image, FileRole.ROOT, store) : Optional.empty());
    }

    private static TrialBoot stick(ImageDocument image, ArtifactStore store) {
        if (image.kernelArguments().stream().noneMatch(argument -> argument.startsWith("console=ttyS0"))) {
            return new TrialBoot.Impossible("the command line of image " + image.key() + " is inside its disk; without"
                    + " console=ttyS0 among its kernelArguments nothing can be seen of its boot");
        }
        return file(image, FileRole.DISK, store)
                .<TrialBoot>map(TrialBoot.Stick::new)
                .orElseGet(() -> new TrialBoot.Impossible("image " + image.key() + " has no disk on this service"));
    }

    private static Optional<Path> file(ImageDocument image, FileRole role, ArtifactStore store) {
        return image.artifact(role).flatMap(artifact -> store.find(artifact.sha256()));
    }
}
