package io.rackboot.dhcp.migration.found;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a configuration refers to: other files, and the addresses of names.
public interface Surroundings {
    /// How deep files may include each other.
    int DEEPEST = 8;

    /// Opens a file.
    ///
    /// @param path as the configuration names it
    Opened open(String path);

    /// Opens the files of a directory, in the order of their names.
    ///
    /// @param wanted tells by its name whether a file is to be opened
    /// @return empty where there is no such directory
    Optional<List<Opened>> openAll(String directory, Predicate<String> wanted);

    /// {@return the address of a host, as in `/etc/hosts`}
    Optional<Ip4Address> address(String name);

    /// What became of opening a file.
    sealed interface Opened {
        /// It was read.
        record Text(SourceText source) implements Opened {}

        /// It was not.
        record Refused(String why) implements Opened {}
    }
}
