/// Cpio archives of the newc format, the form of an initial RAM disk: written, and read from other images. May import
/// the JDK and `tree`.
@NullMarked
package io.rackboot.image.cpio;

import org.jspecify.annotations.NullMarked;
