package io.rackboot.events.fact;

import io.rackboot.events.document.Artifact;
import java.util.List;

/// An image can be booted.
///
/// @param image the image's name
/// @param version its version
/// @param artifacts what it consists of
public record ImagePublished(String image, String version, List<Artifact> artifacts) implements ImageFact {
    public ImagePublished {
        artifacts = List.copyOf(artifacts);
    }
}
