package io.rackboot.image.specification;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The kernel modules an image carries.
///
/// @param directory `/lib/modules/<release>`; empty for those that come with a kernel out of a package or the root
/// @param load what /init loads, in order; what they need comes along
/// @param carried what there is besides
public record ModuleChoice(Optional<Path> directory, List<String> load, Carried carried) {
    public ModuleChoice {
        load = List.copyOf(load);
    }

    /// What an image carries besides what /init loads by name. What is carried, /init loads for the devices it finds.
    public sealed interface Carried {
        /// Nothing; of a kernel of the root, all that the root has.
        record Nothing() implements Carried {}

        /// All that there is.
        record All() implements Carried {}

        /// Modules, and those of classes of machines; what they need comes along.
        record Some(List<String> names, List<String> classes) implements Carried {
            public Some {
                names = List.copyOf(names);
                classes = List.copyOf(classes);
            }
        }
    }
}
