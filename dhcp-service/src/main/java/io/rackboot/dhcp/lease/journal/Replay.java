package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads a journal from its beginning.
///
/// A group is written only after the one before it was synced. So what is wrong in the last group is a write that a
/// crash tore, of which nobody was told, and is cut off; what is wrong before a later group is damage.
final class Replay {
    private static final int LONGEST_BODY = 64 << 20;
    private static final int WINDOW = 1 << 20;

    private final JournalFile file;
    private final long size;
    private final Map<Ip4Address, Lease> leases = new HashMap<>();
    private final FactIndex facts = new FactIndex();
    private long group;
    private byte[] window = new byte[0];
    private long windowAt;

    /// How it ended.
    sealed interface Replayed {
        /// @param torn bytes of a torn write behind the last good record
        record Good(Map<Ip4Address, Lease> leases, FactIndex facts, long end, long group, long torn)
                implements Replayed {}

        record Damaged(String reason) implements Replayed {}
    }

    private Replay(JournalFile file, JournalFile.Header header) throws IOException {
        this.file = file;
        size = file.size();
        group = header.group();
    }

    static Replayed of(JournalFile file, JournalFile.Header header) throws IOException {
        return new Replay(file, header).run(header.wholeUpTo());
    }

    private Replayed run(long wholeUpTo) throws IOException {
        long at = JournalFile.HEADER;
        for (var body = bodyAt(at); body.isPresent(); body = bodyAt(at)) {
            try {
                apply(body.get(), at + RecordEncoder.HEADER);
            } catch (RuntimeException e) {
                return new Replayed.Damaged("the record at byte " + at + " cannot be read: " + e.getMessage());
            }
            group = Math.max(group, groupAt(at));
            at += RecordEncoder.HEADER + lengthAt(at);
        }
        var torn = tail(at);
        if (at < wholeUpTo) {
            return new Replayed.Damaged("the record at byte " + at + " is damaged");
        }
        var later = torn == 0 ? Optional.<Long>empty() : laterGroup(at);
        return later.isPresent()
                ? new Replayed.Damaged(
                        "the record at byte " + at + " is damaged; later ones follow at byte " + later.get())
                : new Replayed.Good(leases, facts, at, group, torn);
    }

    private void apply(ByteBuffer body, long bodyAt) {
        switch (RecordDecoder.body(body)) {
            case RecordDecoder.Body.Committed(var changed, var firstSequence, var factsAt) -> {
                changed.forEach(lease -> leases.put(lease.address(), lease));
                if (!factsAt.isEmpty() && facts.size() == 0) {
                    facts.publish(firstSequence - 1);
                }
                factsAt.forEach(fact -> facts.add(bodyAt + fact));
            }
            case RecordDecoder.Body.Published(var upTo) -> facts.publish(upTo);
        }
    }

    /// {@return the body of the record at that place, if there is a good one}
    private Optional<ByteBuffer> bodyAt(long at) throws IOException {
        if (!load(at, RecordEncoder.HEADER)) {
            return Optional.empty();
        }
        var length = lengthAt(at);
        if (length <= 0 || length > LONGEST_BODY || !load(at, RecordEncoder.HEADER + length)) {
            return Optional.empty();
        }
        var start = (int) (at - windowAt);
        return view().getInt(start + 12) == RecordEncoder.checksum(window, start, length)
                ? Optional.of(ByteBuffer.wrap(window, start + RecordEncoder.HEADER, length)
                        .slice())
                : Optional.empty();
    }

    private int lengthAt(long at) {
        return view().getInt((int) (at - windowAt));
    }

    private long groupAt(long at) {
        return view().getLong((int) (at - windowAt) + 4);
    }

    private ByteBuffer view() {
        return ByteBuffer.wrap(window);
    }

    /// {@return the bytes from there to the last that is not zero}
    private long tail(long from) throws IOException {
        long last = from;
        for (long at = from; at < size; at += WINDOW) {
            var bytes = file.read(at, (int) Math.min(WINDOW, size - at));
            for (int i = 0; i < bytes.limit(); i++) {
                if (bytes.get(i) != 0) {
                    last = at + i + 1;
                }
            }
        }
        return last - from;
    }

    /// {@return where a record stands that was written after the group at `from` had been synced}
    private Optional<Long> laterGroup(long from) throws IOException {
        for (long at = from + 1; at < size - RecordEncoder.HEADER; at++) {
            if (bodyAt(at).isPresent() && groupAt(at) > group + 1) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
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
