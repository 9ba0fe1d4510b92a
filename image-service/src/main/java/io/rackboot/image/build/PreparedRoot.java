package io.rackboot.image.build;

import io.rackboot.image.tree.Tree;
import java.util.Optional;

/// A root before what makes it boot is put in.
///
/// @param source the digest of its source, where that has one
record PreparedRoot(Tree tree, Optional<String> source) {}
