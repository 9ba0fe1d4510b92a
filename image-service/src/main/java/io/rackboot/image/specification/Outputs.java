package io.rackboot.image.specification;

import java.util.List;

/// What is made of an image, and how, besides what its root mode always needs.
///
/// @param files what is made besides
/// @param freeSpace bytes that the machine can write on a RAM disk
public record Outputs(List<ImageOutput> files, long freeSpace) {
    /// Nothing besides; 64 MiB of free space.
    public static final Outputs DEFAULT = new Outputs(List.of(), 64L << 20);

    public Outputs {
        files = List.copyOf(files);
    }
}
