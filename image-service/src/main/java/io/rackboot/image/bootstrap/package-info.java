/// Roots made of a distribution's packages, by the distribution's own programs. May import the JDK, `specification`,
/// `process`, `sandbox`.
@NullMarked
package io.rackboot.image.bootstrap;

import org.jspecify.annotations.NullMarked;
