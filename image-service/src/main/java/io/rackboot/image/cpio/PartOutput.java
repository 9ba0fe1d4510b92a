package io.rackboot.image.cpio;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Where an archive goes, part by part. A part that was packed before need not be packed again.
public interface PartOutput {

    /// Puts a packed part in place of the bytes to come, where one of that key is known.
    ///
    /// @return whether it did
    boolean putKnown(PartKey key) throws IOException;

    /// Takes bytes of the part.
    void write(byte[] bytes, int offset, int length) throws IOException;

    /// Takes the last bytes of the part.
    ///
    /// @param head the first bytes of the entry that begins the next part, up to fourteen or more equal ones
    /// @param key of the part; empty where its bytes cannot be told without reading them
    void end(byte[] head, Optional<PartKey> key) throws IOException;

    /// {@return a stream as an output of which no part is known}
    static PartOutput of(OutputStream out) {
        return new PartOutput() {
            @Override
            public boolean putKnown(PartKey key) {
                return false;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void end(byte[] head, Optional<PartKey> key) throws IOException {
                out.write(head);
            }
        };
    }
}
