/// Writing a tree as a cpio archive of the newc format, the form of an initial RAM disk. May import the JDK and
/// `tree`.
@NullMarked
package io.rackboot.image.cpio;

import org.jspecify.annotations.NullMarked;
