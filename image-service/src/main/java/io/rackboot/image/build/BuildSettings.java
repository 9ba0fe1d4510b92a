package io.rackboot.image.build;

import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.TreeLimits;
import java.nio.file.Path;

/// What is the same for all builds.
///
/// @param busybox a static busybox, put into every image
/// @param sourceDateEpoch the time of every file of an image, seconds since 1970, 0 to 2^32-1
/// @param limits what a root may hold
/// @param owners whose the files of a source directory are in the image
public record BuildSettings(Path busybox, long sourceDateEpoch, TreeLimits limits, Owners owners) {}
