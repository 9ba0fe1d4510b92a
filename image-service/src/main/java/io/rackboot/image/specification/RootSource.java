package io.rackboot.image.specification;

import java.nio.file.Path;

/// Where an image's root file system comes from.
public sealed interface RootSource {

    /// A directory of the service's own machine.
    record Directory(Path path) implements RootSource {}

    /// A tar archive, plain or packed with gzip, xz or zstd.
    record Archive(Path path) implements RootSource {}

    /// Packages of a Debian suite.
    record Debian(DebianSource source) implements RootSource {}

    /// A container image.
    record Oci(OciSource source) implements RootSource {}

    /// The root of another image of this service.
    ///
    /// @param key `name.version`
    record Image(String key) implements RootSource {}
}
