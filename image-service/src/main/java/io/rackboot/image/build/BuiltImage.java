package io.rackboot.image.build;

import io.rackboot.image.specification.Specification;
import java.util.List;

/// What a build made.
///
/// @param specification as it was asked for, but with its kernel as a file
/// @param artifacts the image's files
record BuiltImage(Specification specification, List<BuiltArtifact> artifacts) {}
