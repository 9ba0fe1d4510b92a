package io.rackboot.image.publish;

import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.build.BuiltArtifact;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.Digests;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Describes what a build made.
///
/// @param location where readers find an artifact
record Description(Function<BuiltArtifact, URI> location, InstantSource clock) {

    ImageDocument of(Specification specification, List<BuiltArtifact> artifacts) {
        return new ImageDocument(
                specification.name(),
                specification.version(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                specification.mode().rootMode(),
                specification.kernelFile().release(),
                specification.kernelArguments(),
                digest(artifacts),
                artifacts.stream().map(this::artifact).toList());
    }

    private Artifact artifact(BuiltArtifact built) {
        return new Artifact(built.role(), built.name(), built.size(), built.sha256(), location.apply(built));
    }

    /// SHA-256 over one line `<role> <sha256> <name>` per artifact, in the order of the roles, then of the names:
    /// several artifacts may have one role, and which of two overlays is whose is part of the image.
    static String digest(List<BuiltArtifact> artifacts) {
        return Digests.sha256(artifacts.stream()
                .sorted(Comparator.comparing(BuiltArtifact::role).thenComparing(BuiltArtifact::name))
                .map(artifact -> artifact.role().text() + " " + artifact.sha256() + " " + artifact.name() + "\n")
                .collect(Collectors.joining()));
    }
}
