package io.rackboot.image.diff;

import io.rackboot.events.FileRole;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What two versions of an image differ by.
///
/// @param from the one, `name.version`
/// @param to the other
/// @param packages by the package lists of both
/// @param files by their roots
/// @param artifacts every file of the two images
/// @param bytes how much more the second has to deliver
public record ImageDiff(
        String from, String to, PackageDiff packages, FileDiff files, List<ArtifactChange> artifacts, long bytes) {

    /// A file that one of the images or both have.
    ///
    /// @param from bytes in the one, if it has it
    /// @param to bytes in the other, if it has it
    /// @param change how many bytes more the other has
    /// @param same whether it is the same file in both
    public record ArtifactChange(
            String name, FileRole role, Optional<Long> from, Optional<Long> to, long change, boolean same) {}

    /// {@return the difference}
    public static ImageDiff of(ImageDocument from, ImageDocument to, PackageDiff packages, FileDiff files) {
        var names = new TreeSet<String>();
        Stream.of(from, to).flatMap(image -> image.artifacts().stream()).forEach(a -> names.add(a.name()));
        var artifacts = names.stream()
                .map(name -> change(named(from, name), named(to, name)))
                .toList();
        return new ImageDiff(
                from.key(),
                to.key(),
                packages,
                files,
                artifacts,
                artifacts.stream().mapToLong(ArtifactChange::change).sum());
    }

    private static ArtifactChange change(Optional<Artifact> from, Optional<Artifact> to) {
        var either = to.or(() -> from).orElseThrow();
        return new ArtifactChange(
                either.name(),
                either.role(),
                from.map(Artifact::size),
                to.map(Artifact::size),
                to.map(Artifact::size).orElse(0L) - from.map(Artifact::size).orElse(0L),
                from.map(Artifact::sha256).equals(to.map(Artifact::sha256)));
    }

    private static Optional<Artifact> named(ImageDocument image, String name) {
        return image.artifacts().stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
