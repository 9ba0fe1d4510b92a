/// The first program of a machine and what stands beside it in `/usr/lib/rackboot`; who reports that the boot is
/// complete. May import the JDK, `tree`, `kernel`.
@NullMarked
package io.rackboot.image.init;

import org.jspecify.annotations.NullMarked;
