package io.rackboot.dhcp.lease.journal;

import java.io.IOException;

/// Reads facts where they stand.
final class FactReader {
    private FactReader() {}

    /// @throws IOException naming the place, when it cannot be read or is no fact
    static OutboxFact read(JournalFile file, long position) throws IOException {
        var length = file.read(position, 4).getInt();
        if (length < 0 || length > RecordEncoder.LONGEST_BODY) {
            throw new IOException(file.path() + " holds no fact at byte " + position);
        }
        try {
            return RecordDecoder.fact(file.read(position + 4, length));
        } catch (RuntimeException e) {
            throw new IOException(file.path() + " holds no fact at byte " + position, e);
        }
    }
}
