package io.rackboot.image.build;

import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Makes an image's files: its root as a tree, then the files of its root mode from it.
///
/// @param settings what is the same for all builds
/// @param processors packs blocks side by side
public record ImageBuilder(BuildSettings settings, ExecutorService processors) {

    /// Builds. Equal sources give equal bytes.
    ///
    /// @param space where the files are made
    /// @throws RefusedSourceException for a source that cannot become an image
    /// @throws io.rackboot.image.store.DiskFullException where the disk has no room
    /// @throws CancelledBuildException when a user ended it
    List<BuiltArtifact> build(Specification specification, JobSpace space, ProgressMeter meter, BuildLog log)
            throws IOException {
        var tree = new RootBuilder(settings, space, meter, log).build(specification);
        log.line("root: " + tree.size() + " entries, " + tree.contentSize() + " bytes");
        var files = new ArtifactFiles(specification, settings, processors, space, log);
        return new OutputBuilder(specification, settings, files, space, meter, log).build(tree);
    }
}
