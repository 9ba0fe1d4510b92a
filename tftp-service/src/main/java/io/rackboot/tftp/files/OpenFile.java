package io.rackboot.tftp.files;

import io.rackboot.events.FileRole;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// A file that was found and is open.
///
/// @param bytes its bytes from the first one on
/// @param size how many there are, where known before they are read
/// @param role what it is to the boot
public record OpenFile(MeasuredChannel bytes, OptionalLong size, FileRole role) implements AutoCloseable {

    /// {@return the whole file's SHA-256 in hex, known beforehand or because every byte has been read}
    public Optional<String> sha256() {
        return bytes.sha256();
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException _) {
            // It was only read: nothing is lost.
        }
    }
}
