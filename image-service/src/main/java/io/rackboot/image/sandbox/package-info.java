/// Roots that programs run in: a directory in namespaces of its own, with /proc, /sys and /dev that end with them. May
/// import the JDK, `tree`, `archive`, `process`.
@NullMarked
package io.rackboot.image.sandbox;

import org.jspecify.annotations.NullMarked;
