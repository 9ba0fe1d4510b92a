package io.rackboot.image.specification;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where an image's kernel comes from.
public sealed interface KernelSource {

    /// A file of the service's machine.
    ///
    /// @param release the kernel's release
    record File(Path path, String release) implements KernelSource {}

    /// Debian packages, as files of the service's machine: one has the kernel, all together its modules.
    record Packages(List<Path> files) implements KernelSource {
        public Packages {
            files = List.copyOf(files);
        }
    }

    /// The root's own package.
    ///
    /// @param release which one, where the root has several
    record OfRoot(Optional<String> release) implements KernelSource {}
}
