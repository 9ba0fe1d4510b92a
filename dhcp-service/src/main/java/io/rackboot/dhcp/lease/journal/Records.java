package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Finds the good records of a file, through a window that moves along it.
final class Records {
    private static final int WINDOW = 1 << 20;

    private final JournalFile file;
    private final long size;
    private byte[] window = new byte[0];
    private long windowAt;

    /// A record whose checksum is right.
    ///
    /// @param body valid until the next record is looked for
    record Found(long at, InGroup standing, ByteBuffer body) {
        long bodyAt() {
            return at + RecordEncoder.HEADER;
        }

        long end() {
            return bodyAt() + body.limit();
        }
    }

    Records(JournalFile file) throws IOException {
        this.file = file;
        size = file.size();
    }

    /// {@return the record at that place, if there is a good one}
    Optional<Found> at(long at) throws IOException {
        if (!load(at, RecordEncoder.HEADER)) {
            return Optional.empty();
        }
        var length = view().getInt(inWindow(at));
        if (length <= 0 || length > RecordEncoder.LONGEST_BODY || !load(at, RecordEncoder.HEADER + length)) {
            return Optional.empty();
        }
        var start = inWindow(at);
        var field = groupField(at);
        return field >= 0 && view().getInt(start + 12) == RecordEncoder.checksum(window, start, length)
                ? Optional.of(new Found(at, InGroup.of(field), view().slice(start + RecordEncoder.HEADER, length)))
                : Optional.empty();
    }

    /// {@return the first good record between two places, wherever it begins, whose group comes after that one}
    Optional<Found> later(long from, long to, long group) throws IOException {
        // No more groups than have room there can have followed: it spares nearly every checksum.
        var highest = group + (to - from) / RecordEncoder.SHORTEST;
        for (long at = from; at < to && load(at, RecordEncoder.HEADER); at++) {
            var candidate = groupField(at) >> InGroup.BITS;
            if (candidate > group && candidate <= highest) {
                var found = at(at);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// {@return the end of the last byte from there on that is not zero; `from` where all are}
    long endOfBytes(long from) throws IOException {
        var zeros = new byte[(int) Math.min(WINDOW, size - from)];
        long last = from;
        for (long at = from; at < size; at += WINDOW) {
            var bytes = file.read(at, (int) Math.min(WINDOW, size - at)).array();
            if (!Arrays.equals(bytes, 0, bytes.length, zeros, 0, bytes.length)) {
                var end = bytes.length;
                while (bytes[end - 1] == 0) {
                    end--;
                }
                last = at + end;
            }
        }
        return last;
    }

    private long groupField(long at) {
        return view().getLong(inWindow(at) + 4);
    }

    private int inWindow(long at) {
        return (int) (at - windowAt);
    }

    private ByteBuffer view() {
        return ByteBuffer.wrap(window);
    }

    /// Brings bytes into the window, as far as the file has them.
    private boolean load(long at, int length) throws IOException {
        if (at >= windowAt && at + length <= windowAt + window.length) {
            return true;
        }
        if (at + length > size) {
            return false;
        }
        window = file.read(at, (int) Math.min(Math.max(WINDOW, length), size - at))
                .array();
        windowAt = at;
        return true;
    }
}
