package io.rackboot.image.publish;

import io.rackboot.events.document.ImageDocument;
import java.util.Optional;

/// Which versions other image-services have published. Versions do not change, wherever they are built; what is not
/// known while NATS is away is found out when the image is published.
@FunctionalInterface
public interface PublishedVersions {
    /// {@return why an image cannot have its version; empty where it can, as far as is known}
    Optional<String> otherThan(ImageDocument image);
}
