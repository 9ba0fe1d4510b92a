package io.rackboot.image.build;

import io.rackboot.events.document.ImageDocument;

/// What became of a finished build's image.
public sealed interface Publication {

    /// It is published, or will be as soon as NATS can be reached.
    record Accepted(ImageDocument image) implements Publication {}

    /// The version is published with other content; versions do not change.
    record VersionTaken(String detail) implements Publication {}
}
