package io.rackboot.image.tree;

import java.io.IOException;

/// Is told how far a long copy is, and may end it.
@FunctionalInterface
public interface ByteProgress {
    /// Takes note of bytes just copied.
    ///
    /// @throws IOException to end the copy
    void advance(long bytes) throws IOException;
}
