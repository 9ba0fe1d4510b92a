/// What can go from a root: patterns of names, and ready rules. May import the JDK and `tree`.
@NullMarked
package io.rackboot.image.slimming;

import org.jspecify.annotations.NullMarked;
