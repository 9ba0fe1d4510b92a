package io.rackboot.image.specification;

import java.nio.file.Path;
import java.util.List;

/// The kernel modules an image carries.
///
/// @param directory `/lib/modules/<release>`
/// @param load what /init loads, in order; what they need comes along
public record ModuleChoice(Path directory, List<String> load) {
    public ModuleChoice {
        load = List.copyOf(load);
    }
}
