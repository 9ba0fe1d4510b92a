/// What takes the room in a root, and what could go: by package, directory, file and kind. May import the JDK, `tree`,
/// Jackson's tree, `packages`, `slimming`.
@NullMarked
package io.rackboot.image.size;

import org.jspecify.annotations.NullMarked;
