/// What a machine's loader is told, as text: iPXE, GRUB and PXELINUX. Pure functions of a plan.
///
/// May import the JDK and `events`.
@NullMarked
package io.rackboot.boot.script;

import org.jspecify.annotations.NullMarked;
