/// Writing a root as an ext4 file system, and reading that back. May import the JDK and `tree`.
@NullMarked
package io.rackboot.image.ext4;

import org.jspecify.annotations.NullMarked;
