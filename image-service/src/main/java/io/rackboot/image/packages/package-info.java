/// What is installed in a root, by its own package database; the lock that pins it and the bills that tell it. May
/// import the JDK, Jackson's tree, `tree`.
@NullMarked
package io.rackboot.image.packages;

import org.jspecify.annotations.NullMarked;
