package io.rackboot.image.build;

import io.rackboot.events.document.ImageDocument;

/// How a build ended.
public sealed interface BuildOutcome {

    /// With an image.
    record Finished(ImageDocument image) implements BuildOutcome {}

    /// Without one.
    record Failed(BuildError error) implements BuildOutcome {}

    /// By a user's wish.
    record Cancelled() implements BuildOutcome {}
}
