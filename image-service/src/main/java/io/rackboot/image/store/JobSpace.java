package io.rackboot.image.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
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

    @Override
    public void close() throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
