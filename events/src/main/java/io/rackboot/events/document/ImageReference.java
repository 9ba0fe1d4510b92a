package io.rackboot.events.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/// An image by name, or by name and version: `name` (the newest published) or `name.version`.
///
/// @param name the image's name, which holds no dot
/// @param version a version, or empty for the newest
public record ImageReference(String name, Optional<String> version) {
    public ImageReference {
        Names.require("image", name);
        version.ifPresent(Names::requireVersion);
    }

    /// Reads `name` or `name.version`.
    /// @throws IllegalArgumentException for what is neither
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ImageReference of(String text) {
        var dot = text.indexOf('.');
        return dot < 0
                ? new ImageReference(text, Optional.empty())
                : new ImageReference(text.substring(0, dot), Optional.of(text.substring(dot + 1)));
    }

    /// {@return `name` or `name.version`}
    @Override
    @JsonValue
    public String toString() {
        return version.map(v -> name + "." + v).orElse(name);
    }
}
