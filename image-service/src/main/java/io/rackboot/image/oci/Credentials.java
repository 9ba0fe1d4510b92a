package io.rackboot.image.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What registries are told that ask who is there. Each registry has a file of its own, so that no specification can
/// have a password sent elsewhere, or without encryption where that is not meant.
///
/// @param directory has files with a line `user:password`, named as the registry: `registry.example:5000`,
///     for plain HTTP `http:registry.example:5000`; without one registries are told nothing
public record Credentials(Optional<Path> directory) {
    /// No credentials.
    public static final Credentials NONE = new Credentials(Optional.empty());

    /// {@return `user:password` for an image's registry}
    public Optional<String> of(ImageName image) throws IOException {
        var registry = image.registry();
        var host = registry.getAuthority().toLowerCase(Locale.ROOT);
        var file = directory.map(path -> path.resolve("http".equals(registry.getScheme()) ? "http:" + host : host));
        return file.isPresent() && Files.exists(file.get())
                ? Optional.of(Files.readString(file.get()).strip())
                : Optional.empty();
    }
}
