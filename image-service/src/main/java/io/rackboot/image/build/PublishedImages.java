package io.rackboot.image.build;

import io.rackboot.events.RootMode;
import java.nio.file.Path;
import java.util.Optional;

/// The images of this service, as sources of roots.
@FunctionalInterface
public interface PublishedImages {

    /// An image.
    ///
    /// @param digest the image's
    /// @param mode how its root is packed
    /// @param root the file that holds the root: the initrd of a whole root, else the root's own
    record PublishedRoot(String digest, RootMode mode, Path root) {}

    /// {@return the root of an image `name.version`, if it is here}
    Optional<PublishedRoot> find(String key);
}
