package io.rackboot.image.build;

import io.rackboot.events.fact.ImageFact;

/// Where facts are said.
@FunctionalInterface
public interface FactSink {
    /// Says a fact; does not wait.
    void say(ImageFact fact);
}
