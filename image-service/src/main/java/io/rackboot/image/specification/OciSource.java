package io.rackboot.image.specification;

import io.rackboot.image.oci.ImageName;
import java.nio.file.Path;
import java.util.Optional;

/// Where a container image is.
public sealed interface OciSource {

    /// A directory in the OCI image layout.
    ///
    /// @param tag which image of several
    record Layout(Path directory, Optional<String> tag) implements OciSource {}

    /// A tar archive: an OCI layout, or what `docker save` writes.
    ///
    /// @param tag which image of several
    record Archive(Path file, Optional<String> tag) implements OciSource {}

    /// A registry.
    record Remote(ImageName name) implements OciSource {}
}
