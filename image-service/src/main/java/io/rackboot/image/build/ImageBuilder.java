package io.rackboot.image.build;

import io.rackboot.image.kernel.Unpacker;
import io.rackboot.image.packages.Lock;
import io.rackboot.image.packages.LockReader;
import io.rackboot.image.repacking.PackedArchives;
import io.rackboot.image.specification.RootSource;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/// Makes an image's files: its root as a tree, then the files of its root mode from it.
///
/// @param settings what is the same for all builds
/// @param processors packs blocks side by side
/// @param images what a root may be the child of
/// @param archives what is known of earlier archives
public record ImageBuilder(
        BuildSettings settings, ExecutorService processors, PublishedImages images, PackedArchives archives) {

    /// Without images that could be parents.
    public ImageBuilder(BuildSettings settings, ExecutorService processors) {
        this(settings, processors, _ -> Optional.empty(), PackedArchives.NONE);
    }

    /// {@return what this service lacks to build something: the image that it is built on}
    Optional<String> lack(Specification specification) {
        return specification.root() instanceof RootSource.Image(var key)
                        && images.find(key).isEmpty()
                ? Optional.of("image " + key + " is not on this service")
                : Optional.empty();
    }

    /// Builds. Equal sources give equal bytes.
    ///
    /// @param space where the files are made
    /// @throws RefusedSourceException for a source that cannot become an image
    /// @throws io.rackboot.image.store.DiskFullException where the disk has no room
    /// @throws CancelledBuildException when a user ended it
    BuiltImage build(Specification specification, JobSpace space, ProgressMeter meter, BuildLog log)
            throws IOException {
        try (var unpacked = new UnpackedModules(space)) {
            return build(specification, space, unpacked, meter, log);
        }
    }

    private BuiltImage build(
            Specification specification, JobSpace space, Unpacker unpacker, ProgressMeter meter, BuildLog log)
            throws IOException {
        requireUnmoved(specification.sources());
        new OutputNeeds(specification, settings).requirePresent();
        var locks = new ArrayList<Lock>();
        if (specification.bounds().lock().isPresent()) {
            locks.add(LockReader.read(specification.bounds().lock().get()));
            specification.compression().requireSameBytes();
        }
        var timed = locks.isEmpty() ? settings : settings.at(locks.getFirst().sourceDateEpoch());
        var supply = new KernelSupply(specification, timed, space, unpacker, meter, log);
        var given = supply.beforeRoot();
        var root = new RootBuilder(timed, images, space, meter, log, locks).build(specification);
        log.line("root: " + root.tree().size() + " entries, " + root.tree().contentSize() + " bytes");
        var kernel = given.isPresent() ? given.get() : supply.ofRoot(root.kernels());
        var settled = specification.with(kernel.file());
        var papers = new Papers(settled, timed, space, log);
        var overlays = new OverlayBuilder(settled, timed, processors, space, log);
        overlays.requirePossible();
        var beside = papers.of(root, kernel.packages(), locks);
        var files = new ArtifactFiles(settled, timed, processors, archives, space, log);
        var modules = modules(specification, kernel, unpacker);
        var artifacts = new OutputBuilder(settled, timed, modules, files, overlays, space, meter, log)
                .build(root.tree(), beside);
        papers.requireInitrd(artifacts);
        return new BuiltImage(settled, artifacts);
    }

    private static Optional<ModulePlacement> modules(Specification specification, ReadyKernel kernel, Unpacker unpacker)
            throws IOException {
        if (specification.modules().isEmpty() || kernel.modules().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ModulePlacement.of(
                specification.modules().get(),
                specification.kernel(),
                kernel.modules().get(),
                specification.mode(),
                needed(specification),
                specification.data().isPresent() ? List.of("storage") : List.of(),
                unpacker));
    }

    /// Packet sockets for udhcpc, the file system of local data.
    private static List<String> needed(Specification specification) {
        return Stream.concat(
                        Stream.of("af_packet"),
                        specification.data().stream().flatMap(data -> data.fileSystem().modules().stream()))
                .toList();
    }

    /// What was a file or directory when the build was asked for may be a link by now, out of
    /// `image.source-directories`.
    private static void requireUnmoved(List<Path> sources) throws IOException {
        for (var source : sources) {
            var real = source.toRealPath();
            if (!real.equals(source)) {
                throw new RefusedSourceException(
                        source + " leads to " + real + " now, unlike when the build was asked for");
            }
        }
    }
}
