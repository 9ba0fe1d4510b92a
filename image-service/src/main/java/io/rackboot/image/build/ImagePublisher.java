package io.rackboot.image.build;

import io.rackboot.image.specification.Specification;
import java.io.IOException;
import java.util.List;

/// Takes what builds made.
@FunctionalInterface
public interface ImagePublisher {
    /// Takes the files into the store and makes the image known.
    Publication publish(Specification specification, List<BuiltArtifact> artifacts) throws IOException;
}
