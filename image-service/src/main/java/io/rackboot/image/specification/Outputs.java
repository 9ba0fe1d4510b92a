package io.rackboot.image.specification;

import io.rackboot.image.loader.LoaderMedia;
import java.util.List;
import java.util.Optional;

/// What is made of an image, and how, besides what its root mode always needs.
///
/// @param files what is made besides
/// @param loader the loader media
/// @param freeSpace bytes that the machine can write on a RAM disk
public record Outputs(List<ImageOutput> files, Optional<LoaderMedia> loader, long freeSpace) {
    /// Nothing besides; 64 MiB of free space.
    public static final Outputs DEFAULT = new Outputs(List.of(), Optional.empty(), 64L << 20);

    public Outputs {
        files = List.copyOf(files);
    }
}
