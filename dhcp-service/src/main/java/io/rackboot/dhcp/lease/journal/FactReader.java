package io.rackboot.dhcp.lease.journal;

import java.io.IOException;

/// Reads facts where they stand.
final class FactReader {
    private FactReader() {}

    static OutboxFact read(JournalFile file, long position) throws IOException {
        var length = file.read(position, 4).getInt();
        return RecordDecoder.fact(file.read(position + 4, length));
    }
}
