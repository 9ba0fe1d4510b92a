/// Tar archives: read from untrusted sources, packed or not, and as layers of container images; and written. May import
/// the JDK, the unpackers and `tree`.
@NullMarked
package io.rackboot.image.archive;

import org.jspecify.annotations.NullMarked;
