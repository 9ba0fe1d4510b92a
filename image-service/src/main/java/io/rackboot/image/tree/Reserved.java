package io.rackboot.image.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Files of the service itself, which never become part of an image: neither they nor what lies in them, whatever name,
/// link or mount a source leads to them by.
///
/// @param paths files and directories; one that is not there holds nothing
public record Reserved(List<Path> paths) {
    /// No files.
    public static final Reserved NOTHING = new Reserved(List.of());

    public Reserved {
        paths = List.copyOf(paths);
    }

    /// {@return the one of them that a file is or lies in}
    public Optional<Path> around(Path file) throws IOException {
        var reserved = identities();
        var ways = Stream.iterate(file.toRealPath(), Objects::nonNull, Path::getParent)
                .toList();
        for (var at : ways) {
            var identity = FileStatus.of(at).identity();
            if (reserved.containsKey(identity)) {
                return Optional.of(reserved.get(identity));
            }
        }
        return Optional.empty();
    }

    /// {@return those that are there at this moment}
    Map<FileStatus.Identity, Path> identities() throws IOException {
        var found = new HashMap<FileStatus.Identity, Path>();
        for (var path : paths) {
            if (Files.exists(path)) {
                found.put(FileStatus.of(path.toRealPath()).identity(), path);
            }
        }
        return found;
    }
}
