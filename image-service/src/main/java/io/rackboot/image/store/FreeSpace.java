package io.rackboot.image.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room left on the service's disk.
///
/// @param directory a directory of that disk
/// @param minimum bytes that builds leave free, so that records and logs can still be written
public record FreeSpace(Path directory, long minimum) {
    private static final long EMPTY = 64 << 10;

    /// {@return bytes that can be written}
    public long usable() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /// Sees that there is room.
    ///
    /// @throws DiskFullException where `bytes` more would leave less than the minimum
    public void require(long bytes, String what) throws IOException {
        var usable = usable();
        if (usable < bytes + minimum) {
            throw new DiskFullException("no room in " + directory + " for " + what + ": it needs about " + bytes
                    + " bytes and " + minimum + " stay free (image.minimum-free), but only " + usable + " are left");
        }
    }

    /// {@return what an error while writing means: a full disk, told by its message or by what is left, or itself}
    public IOException explained(IOException error, Path file) {
        var message = String.valueOf(error.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded") || nothingLeft()
                ? new DiskFullException("the disk of " + directory + " is full: " + file.getFileName()
                        + " could not be written (" + message + ")")
                : error;
    }

    private boolean nothingLeft() {
        try {
            return usable() < EMPTY;
        } catch (IOException _) {
            return false;
        }
    }
}
