/// The content-addressed cache of kernels, initrds and roots, filled from image-service with the digest checked.
///
/// May import the JDK, `events` and the logger.
@NullMarked
package io.rackboot.boot.artifact;

import org.jspecify.annotations.NullMarked;
