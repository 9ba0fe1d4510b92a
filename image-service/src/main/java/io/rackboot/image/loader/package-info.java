/// Media that a machine starts from without any boot server of its network: iPXE and a script beside it. May import the
/// JDK, `events`, `tree`, `efi` and `process`.
@NullMarked
package io.rackboot.image.loader;

import org.jspecify.annotations.NullMarked;
