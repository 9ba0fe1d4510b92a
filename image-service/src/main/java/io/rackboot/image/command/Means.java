package io.rackboot.image.command;

import io.rackboot.image.build.BuildSettings;
import io.rackboot.image.specification.Specifications;

/// What a build without a service works with.
///
/// @param minimumFree bytes that it leaves free on the disk
public record Means(BuildSettings settings, Specifications specifications, long minimumFree) {

    /// Finds them when they are needed: a build by a service needs none.
    @FunctionalInterface
    public interface Source {
        /// {@return them}
        ///
        /// @throws IllegalStateException naming the option that is wrong
        Means find();
    }
}
