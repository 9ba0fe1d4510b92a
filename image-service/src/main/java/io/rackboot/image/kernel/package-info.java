/// What a kernel's own files say: its release, its configuration, its modules and what they depend on; which of them a
/// class of machines needs. May import the JDK and `tree`.
@NullMarked
package io.rackboot.image.kernel;

import org.jspecify.annotations.NullMarked;
