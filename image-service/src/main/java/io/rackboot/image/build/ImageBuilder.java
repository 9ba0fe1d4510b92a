package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.archive.ArchiveReader;
import io.rackboot.image.archive.UnpackedInput;
import io.rackboot.image.cpio.CpioWriter;
import io.rackboot.image.init.EarlyUserland;
import io.rackboot.image.init.StaticProgram;
import io.rackboot.image.kernel.KernelImage;
import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.specification.ModuleChoice;
import io.rackboot.image.specification.RootSource;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.DigestingOutputStream;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.DirectoryReader;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Makes an image's files: reads the root into a tree, puts modules and /init into it, packs it.
///
/// @param settings what is the same for all builds
/// @param processors packs blocks side by side
public record ImageBuilder(BuildSettings settings, ExecutorService processors) {
    private static final int MAXIMUM_MODULE = 64 << 20;
    private static final String SPOOL = "spool";
    private static final int COPY_BUFFER = 1 << 18;

    /// Builds. Equal sources give equal bytes.
    ///
    /// @param space where the files are made
    /// @throws RefusedSourceException for a source that cannot become an image
    /// @throws io.rackboot.image.store.DiskFullException where the disk has no room
    /// @throws CancelledBuildException when a user ended it
    List<BuiltArtifact> build(Specification specification, JobSpace space, ProgressMeter meter, BuildLog log)
            throws IOException {
        var tree = root(specification.root(), space, meter, log);
        log.line("root: " + tree.size() + " entries, " + tree.contentSize() + " bytes");
        var load = specification.modules().isPresent()
                ? modules(specification.modules().get(), tree, log)
                : List.<String>of();
        var busybox = StaticProgram.read(settings.busybox());
        new EarlyUserland(specification.key(), busybox, load, log::line).place(tree, specification.init());
        space.free().require(Files.size(specification.kernel()) + expected(tree), "kernel and initrd");
        return List.of(kernel(specification, space, meter, log), initrd(specification, tree, space, meter, log));
    }

    /// A third of the root is what compression rarely goes below; what is really written is watched as it is written.
    private static long expected(Tree tree) {
        return tree.contentSize() / 3;
    }

    private Tree root(RootSource source, JobSpace space, ProgressMeter meter, BuildLog log) throws IOException {
        log.line("reading " + source.path());
        return switch (source) {
            case RootSource.Directory(var path) -> {
                meter.begin(BuildStage.READING_ROOT, 0);
                yield new DirectoryReader(settings.owners(), settings.limits(), log::line, meter).read(path);
            }
            case RootSource.Archive(var path) -> {
                var size = Files.size(path);
                space.free().require(size, "the unpacked root of " + path);
                meter.begin(BuildStage.READING_ROOT, size);
                try (var spool = space.create(SPOOL)) {
                    yield new ArchiveReader(settings.limits(), space.path(SPOOL), spool).read(path, meter);
                }
            }
        };
    }

    private static List<String> modules(ModuleChoice choice, Tree tree, BuildLog log) throws IOException {
        var directory = ModuleDirectory.read(choice.directory());
        for (var module : choice.load()) {
            if (!directory.has(module)) {
                throw new RefusedSourceException("kernel " + directory.release() + " has no module " + module);
            }
        }
        var selection = directory.select(choice.load());
        selection.place(tree, ImageBuilder::unpacked);
        log.line("modules of " + directory.release() + ": "
                + String.join(", ", selection.files().keySet()));
        return selection.load();
    }

    private static byte[] unpacked(Path module) throws IOException {
        try (var in = UnpackedInput.open(module, _ -> {})) {
            var bytes = in.readNBytes(MAXIMUM_MODULE);
            if (bytes.length == MAXIMUM_MODULE) {
                throw new RefusedSourceException(module + ": a module of " + MAXIMUM_MODULE + " bytes or more");
            }
            return bytes;
        }
    }

    private static BuiltArtifact kernel(Specification specification, JobSpace space, ProgressMeter meter, BuildLog log)
            throws IOException {
        var kernel = specification.kernel();
        meter.begin(BuildStage.COPYING_KERNEL, Files.size(kernel));
        requireRelease(specification);
        var name = "vmlinuz";
        var out = new DigestingOutputStream(space.create(name));
        try (out;
                var in = Files.newInputStream(kernel)) {
            var buffer = new byte[COPY_BUFFER];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                meter.advance(count);
            }
        }
        log.line("kernel " + specification.kernelRelease() + ": " + out.size() + " bytes");
        return new BuiltArtifact(FileRole.KERNEL, name, space.path(name), out.size(), out.sha256());
    }

    /// The kernel may have been replaced since the specification was checked.
    private static void requireRelease(Specification specification) throws IOException {
        if (KernelImage.release(specification.kernel()) instanceof KernelImage.Release.Known(var release)
                && !release.equals(specification.kernelRelease())) {
            throw new RefusedSourceException(specification.kernel() + " is now kernel " + release + ", not "
                    + specification.kernelRelease() + " as when the build was asked for");
        }
    }

    private BuiltArtifact initrd(
            Specification specification, Tree tree, JobSpace space, ProgressMeter meter, BuildLog log)
            throws IOException {
        meter.begin(BuildStage.PACKING, tree.contentSize());
        var attributed = tree.nodes().values().stream()
                .filter(node -> !node.attributes().extended().isEmpty())
                .count();
        if (attributed > 0) {
            log.line("extended attributes of " + attributed + " entries are lost: a cpio archive holds none");
        }
        var name = "initrd";
        var out = new DigestingOutputStream(space.create(name));
        try (out;
                var packed = specification.compression().open(out, processors)) {
            new CpioWriter(packed, settings.sourceDateEpoch(), meter).write(tree);
        }
        log.line("initrd: " + tree.size() + " entries, " + out.size() + " bytes, "
                + specification.compression().text());
        return new BuiltArtifact(FileRole.INITRD, name, space.path(name), out.size(), out.sha256());
    }
}
