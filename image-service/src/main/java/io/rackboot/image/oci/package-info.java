/// Roots that are container images (OCI image specification 1.1, Docker's image formats): where their blobs are, which
/// layers they have, how layers lie upon each other. May import the JDK, Jackson's tree, `tree`, `archive`, `store`.
@NullMarked
package io.rackboot.image.oci;

import org.jspecify.annotations.NullMarked;
