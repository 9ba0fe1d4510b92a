package io.rackboot.image.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// Where the bytes of a regular file come from.
public sealed interface Content {

    /// {@return the number of bytes}
    long size();

    /// A file of a source directory, read when the image is packed.
    ///
    /// @param modified when it was written last; it must not change until it is packed
    /// @param version which content of which file this is
    record SourceFile(Path file, long size, FileTime modified, FileVersion version) implements Content {
        /// {@return a file as it is now, no link followed}
        public static SourceFile of(Path file) throws IOException {
            return of(file, FileStatus.of(file));
        }

        static SourceFile of(Path file, FileStatus status) {
            return new SourceFile(file, status.size(), status.modified(), status.version());
        }
    }

    /// A part of a file that holds the contents of many.
    record Region(Path file, long offset, long size) implements Content {}

    /// Bytes in memory: what the build generates.
    record Bytes(byte[] bytes) implements Content {
        @Override
        public long size() {
            return bytes.length;
        }
    }

    /// {@return text as UTF-8}
    static Content text(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
