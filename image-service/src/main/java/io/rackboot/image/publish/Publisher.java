package io.rackboot.image.publish;

import io.rackboot.image.build.BuiltArtifact;
import io.rackboot.image.build.ImagePublisher;
import io.rackboot.image.build.Publication;
import io.rackboot.image.specification.RootSource;
import io.rackboot.image.specification.Specification;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Makes an image of what a build made: its document, its digest, its place in the registry.
///
/// @param publicUrl where readers reach this service, without a slash at the end
/// @param versions what all image-services have published
public record Publisher(ImageRegistry registry, URI publicUrl, InstantSource clock, PublishedVersions versions)
        implements ImagePublisher {

    @Override
    public Publication publish(Specification specification, List<BuiltArtifact> artifacts) throws IOException {
        var image = new Description(this::location, clock).of(specification, artifacts);
        var parent =
                specification.root() instanceof RootSource.Image(var key) ? Optional.of(key) : Optional.<String>empty();
        var other = versions.otherThan(image);
        return other.isPresent()
                ? new Publication.VersionTaken(other.get())
                : registry.publish(image, parent, artifacts);
    }

    private URI location(BuiltArtifact built) {
        return URI.create(publicUrl + "/artifacts/" + built.sha256() + "/" + built.name());
    }
}
