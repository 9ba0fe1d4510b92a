package io.rackboot.image.publish;

import io.rackboot.events.document.ImageDocument;
import java.util.Optional;

/// An image whose artifacts are in this service's store.
///
/// @param document what its readers see
/// @param standing how it stands with them
/// @param problem why it was refused
/// @param parent the image `name.version` whose root it was built on
/// @param retiredBy who wants it retired
public record RegisteredImage(
        ImageDocument document,
        Standing standing,
        Optional<String> problem,
        Optional<String> parent,
        Optional<String> retiredBy) {

    /// {@return this, standing otherwise}
    RegisteredImage standing(Standing other, Optional<String> why) {
        return new RegisteredImage(document, other, why, parent, retiredBy);
    }

    /// {@return this, to be retired}
    RegisteredImage retiring(Optional<String> by) {
        return new RegisteredImage(document, Standing.RETIRING, Optional.empty(), parent, by);
    }

    /// {@return whether two documents describe the same image, whenever and wherever it was made}
    static boolean sameContent(ImageDocument one, ImageDocument other) {
        return one.digest().equals(other.digest())
                && one.rootMode() == other.rootMode()
                && one.kernelRelease().equals(other.kernelRelease())
                && one.kernelArguments().equals(other.kernelArguments());
    }
}
