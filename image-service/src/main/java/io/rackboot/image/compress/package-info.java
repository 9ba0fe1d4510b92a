/// Packing an initial RAM disk: gzip, zstd, xz on all processors. May import the JDK and the packers.
@NullMarked
package io.rackboot.image.compress;

import org.jspecify.annotations.NullMarked;
