/// What firmware boots by itself: unified kernel images and disk images with a system partition. May import the JDK,
/// `tree`, `archive` and `process`.
@NullMarked
package io.rackboot.image.efi;

import org.jspecify.annotations.NullMarked;
