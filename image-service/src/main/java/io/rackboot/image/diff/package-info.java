/// What two versions of an image differ by: pure comparisons of packages, files and artifacts. May import `tree`, the
/// contract and the JDK.
@NullMarked
package io.rackboot.image.diff;

import org.jspecify.annotations.NullMarked;
