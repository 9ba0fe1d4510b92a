package io.rackboot.image.build;

import io.rackboot.image.archive.ArchiveReader;
import io.rackboot.image.specification.RootSource;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.DirectoryReader;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Makes an image's files: reads the root into a tree, makes the files of its root mode from it.
///
/// @param settings what is the same for all builds
/// @param processors packs blocks side by side
public record ImageBuilder(BuildSettings settings, ExecutorService processors) {
    private static final String SPOOL = "spool";

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
        var files = new ArtifactFiles(specification, settings, processors, space, log);
        return new OutputBuilder(specification, settings, files, space, meter, log).build(tree);
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
}
