package io.rackboot.image.build;

import io.rackboot.image.archive.LayerReader;
import io.rackboot.image.oci.ImageName;
import io.rackboot.image.oci.OciImage;
import io.rackboot.image.oci.Platform;
import io.rackboot.image.oci.Registry;
import io.rackboot.image.specification.OciSource;
import io.rackboot.image.tree.Tree;
import java.io.IOException;

/// The root of a container image.
///
/// @param workshop whose disk, log and progress it has
record ContainerRoot(RootBuilder workshop) {

    PreparedRoot read(OciSource source) throws IOException {
        workshop.meter().begin(BuildStage.READING_ROOT, 0);
        return switch (source) {
            case OciSource.Layout(var directory, var tag) -> {
                workshop.log().line("reading the image in " + directory);
                yield RootBuilder.unnamed(layers(image -> image.ofLayout(directory, tag)));
            }
            case OciSource.Archive(var file, var tag) -> {
                var archive = workshop.archive(file);
                yield RootBuilder.unnamed(layers(image -> image.ofArchive(archive, tag)));
            }
            case OciSource.Remote(var name) -> fetched(name);
        };
    }

    private PreparedRoot fetched(ImageName name) throws IOException {
        var locked = workshop.locks().stream().flatMap(lock -> lock.source().stream());
        var pinned = name.at(locked.findFirst());
        workshop.log().line("fetching " + pinned);
        var credentials = workshop.settings().credentials().of(name);
        var tls = workshop.settings().authorities().context();
        try (var registry = new Registry(pinned, credentials, tls, workshop.meter()::requireWanted)) {
            var tree = layers(image -> image.ofRegistry(registry));
            workshop.log().line("fetched sha256:" + registry.digest().orElseThrow());
            return new PreparedRoot(tree, registry.digest().map(digest -> "sha256:" + digest));
        }
    }

    private interface Layers {
        Tree of(OciImage image) throws IOException;
    }

    private Tree layers(Layers layers) throws IOException {
        var space = workshop.space();
        var name = space.unused("spool");
        try (var spool = space.create(name)) {
            var reader = new LayerReader(workshop.settings().limits(), space.path(name), spool);
            return layers.of(new OciImage(reader, Platform.ofTheMachine(), workshop.meter()));
        }
    }
}
