/// A root file system as a value: paths, nodes, contents, symbolic links resolved as inside a chroot; read from a
/// directory without following links. May import the JDK only.
@NullMarked
package io.rackboot.image.tree;

import org.jspecify.annotations.NullMarked;
