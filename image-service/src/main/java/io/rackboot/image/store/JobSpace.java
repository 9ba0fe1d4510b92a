package io.rackboot.image.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The directory one build works in; gone when the build ends, however it ends.
public final class JobSpace implements AutoCloseable {
    private final Path directory;
    private final FreeSpace free;

    JobSpace(Path directory, FreeSpace free) {
        this.directory = directory;
        this.free = free;
    }

    /// {@return the path of a file in it}
    public Path path(String name) {
        return directory.resolve(name);
    }

    /// Opens a new file for writing; writing ends in a [DiskFullException] before the disk is full to the brim.
    public OutputStream create(String name) throws IOException {
        return new GuardedOutputStream(path(name), free);
    }

    /// {@return the room on its disk}
    public FreeSpace free() {
        return free;
    }

    /// {@return a name that nothing in it has yet, beginning like this}
    public String unused(String start) {
        var name = start;
        for (var i = 2; Files.exists(path(name), LinkOption.NOFOLLOW_LINKS); i++) {
            name = start + i;
        }
        return name;
    }

    /// Makes a directory in it.
    public Path createDirectory(String name) throws IOException {
        return Files.createDirectory(path(name));
    }

    @Override
    public void close() throws IOException {
        Removal.of(directory);
    }
}
