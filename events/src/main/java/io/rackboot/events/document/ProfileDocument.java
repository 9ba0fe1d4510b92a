package io.rackboot.events.document;

import io.rackboot.events.RootMode;
import java.util.List;
import java.util.Map;

/// What a group of machines boots.
///
/// @param name its key: 1 to 64 of `a-z 0-9 _ -`
/// @param image the image
/// @param rootMode how the machine comes to its root
/// @param kernelArguments added to the kernel's command line, in order
/// @param metadata for the machine's own use
public record ProfileDocument(
        String name,
        ImageReference image,
        RootMode rootMode,
        List<String> kernelArguments,
        Map<String, String> metadata) {
    public ProfileDocument {
        Names.require("profile", name);
        kernelArguments = List.copyOf(kernelArguments);
        metadata = Map.copyOf(metadata);
    }
}
