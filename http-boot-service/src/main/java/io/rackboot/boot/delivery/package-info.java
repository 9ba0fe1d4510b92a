/// Boot files over HTTP: paths, ranges, validators, and who asked for what.
///
/// May import every sibling package, Vert.x and Netty.
@NullMarked
package io.rackboot.boot.delivery;

import org.jspecify.annotations.NullMarked;
