/// Reading a tar archive, packed or not, from an untrusted source into a tree. May import the JDK, the unpackers
/// and `tree`.
@NullMarked
package io.rackboot.image.archive;

import org.jspecify.annotations.NullMarked;
