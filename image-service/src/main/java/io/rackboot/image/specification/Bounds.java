package io.rackboot.image.specification;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// What an image must keep to, else its build fails.
///
/// @param lock a file that pins packages, source and time
/// @param root the most bytes that the root's files have together
/// @param initrd the most bytes of the initrd
public record Bounds(Optional<Path> lock, OptionalLong root, OptionalLong initrd) {
    /// None.
    public static final Bounds NONE = new Bounds(Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
}
