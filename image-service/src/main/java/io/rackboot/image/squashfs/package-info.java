/// Packing a root as a squashfs file system, by Debian's mksquashfs. May import the JDK, `tree`, `archive` and
/// `process`.
@NullMarked
package io.rackboot.image.squashfs;

import org.jspecify.annotations.NullMarked;
