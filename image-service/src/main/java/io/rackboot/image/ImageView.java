package io.rackboot.image;

import io.rackboot.events.RootMode;
import io.rackboot.events.document.Artifact;
import io.rackboot.image.publish.RegisteredImage;
import io.rackboot.image.publish.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An image as the HTTP API shows it: its document, and how it stands with its readers.
///
/// @param state whether its document is published, waits for NATS, or was refused
/// @param problem why it was refused
/// @param parent the image whose root it was built on
/// @param usedBy who keeps a retired image from being removed, as far as NATS can be asked
public record ImageView(
        String name,
        String version,
        Standing state,
        Optional<String> problem,
        Instant created,
        RootMode rootMode,
        String kernelRelease,
        List<String> kernelArguments,
        String digest,
        List<Artifact> artifacts,
        Optional<String> parent,
        Optional<List<String>> usedBy) {

    static ImageView of(RegisteredImage image) {
        return of(image, Optional.empty());
    }

    static ImageView of(RegisteredImage image, Optional<List<String>> usedBy) {
        var document = image.document();
        return new ImageView(
                document.name(),
                document.version(),
                image.standing(),
                image.problem(),
                document.created(),
                document.rootMode(),
                document.kernelRelease(),
                document.kernelArguments(),
                document.digest(),
                document.artifacts(),
                image.parent(),
                usedBy);
    }
}
