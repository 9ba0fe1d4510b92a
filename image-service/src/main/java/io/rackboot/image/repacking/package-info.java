/// Packing an archive anew from what an earlier one of the image has in common with it. May import the JDK, `compress`,
/// `cpio`, `store`.
@NullMarked
package io.rackboot.image.repacking;

import org.jspecify.annotations.NullMarked;
