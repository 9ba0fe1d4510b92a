package io.rackboot.events.fact;

import io.rackboot.events.document.Artifact;
import java.time.Duration;
import java.util.List;

/// A build ended well.
///
/// @param image the image's name
/// @param version its version
/// @param build the build's id
/// @param duration how long it took
/// @param artifacts what it made
public record BuildFinished(String image, String version, String build, Duration duration, List<Artifact> artifacts)
        implements ImageFact {
    public BuildFinished {
        artifacts = List.copyOf(artifacts);
    }
}
