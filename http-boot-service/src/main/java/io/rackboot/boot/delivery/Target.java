package io.rackboot.boot.delivery;

import io.rackboot.boot.script.Dialect;
import java.util.Optional;

/// What a path asks for.
sealed interface Target {
    /// {@return the machine it is for}
    Addressee addressee();

    /// A script or configuration, rendered for the machine.
    ///
    /// @param path what else the path may mean where no machine is known: a file of the loaders directory
    record Script(Dialect dialect, Addressee addressee, Optional<String> path) implements Target {}

    /// A file of an image.
    record ImageFile(String sha256, Addressee addressee) implements Target {}

    /// A file of the loaders directory.
    record LoaderFile(String path, Addressee addressee) implements Target {}
}
