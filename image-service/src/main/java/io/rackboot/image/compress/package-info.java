/// Packing an initial RAM disk: gzip on all processors, zstd. May import the JDK and the packers.
@NullMarked
package io.rackboot.image.compress;

import org.jspecify.annotations.NullMarked;
