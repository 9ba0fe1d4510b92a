package io.rackboot.image.tree;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// Where the bytes of a regular file come from.
public sealed interface Content {

    /// {@return the number of bytes}
    long size();

    /// A file of a source directory, read when the image is packed.
    ///
    /// @param modified when it was changed last; it must not change until it is packed
    record SourceFile(Path file, long size, FileTime modified) implements Content {}

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
