package io.rackboot.image.boottest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a machine comes to its image.
sealed interface TrialBoot {

    /// QEMU loads kernel and initrd, as a loader does.
    ///
    /// @param arguments the image's own
    /// @param root the name of the file that the first stage fetches
    /// @param exported the archive with the root that an NFS server is to have
    record Loaded(
            Path kernel,
            Optional<Path> initrd,
            List<String> arguments,
            Optional<String> root,
            Map<String, Path> files,
            Optional<Path> exported)
            implements TrialBoot {}

    /// UEFI firmware finds a stick. What the kernel is told stands on it.
    record Stick(Path disk) implements TrialBoot {}

    /// It cannot be tried.
    record Impossible(String reason) implements TrialBoot {}
}
