/// What a kernel's own files say: its release, its modules and what they depend on. May import the JDK, `tree`
/// and the unpackers of `archive`.
@NullMarked
package io.rackboot.image.kernel;

import org.jspecify.annotations.NullMarked;
