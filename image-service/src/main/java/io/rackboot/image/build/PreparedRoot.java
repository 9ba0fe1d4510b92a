package io.rackboot.image.build;

import io.rackboot.image.kernel.KernelFiles;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.util.Optional;

/// A root before what makes it boot is put in.
///
/// @param source the digest of its source, where that has one
/// @param kernels what it had of kernels before anything was removed from it
record PreparedRoot(Tree tree, Optional<String> source, KernelFiles kernels) {

    /// A root as its source has it.
    PreparedRoot(Tree tree, Optional<String> source) throws RefusedSourceException {
        this(tree, source, KernelFiles.of(tree));
    }
}
