package io.rackboot.dhcp.lease.journal;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/// Where the facts that wait to be published stand in the file: eight bytes of memory each, however long they wait.
final class FactIndex {
    private long[] positions = new long[64];
    private int head;
    private int size;
    private long firstSequence = 1;

    /// {@return the sequence that the next fact is given}
    long nextSequence() {
        return firstSequence + size;
    }

    int size() {
        return size;
    }

    /// {@return the last sequence that is published}
    long published() {
        return firstSequence - 1;
    }

    void add(long position) {
        if (head + size == positions.length) {
            makeRoom();
        }
        positions[head + size++] = position;
    }

    /// Forgets the facts up to that sequence; a sequence beyond the last is where counting goes on.
    void publish(long upTo) {
        var count = (int) Math.min(size, Math.max(0, upTo - published()));
        head += count;
        size -= count;
        firstSequence = Math.max(firstSequence + count, size == 0 ? upTo + 1 : 0);
    }

    /// {@return the positions of at most so many facts after that sequence}
    long[] after(long sequence, int limit) {
        var from = head + Math.clamp(sequence - published(), 0, size);
        return Arrays.copyOfRange(positions, from, from + Math.min(limit, head + size - from));
    }

    /// {@return the same facts at other places}
    ///
    /// @param newPosition by sequence and old position
    FactIndex moved(LongBinaryOperator newPosition) {
        var moved = new FactIndex();
        moved.firstSequence = firstSequence;
        for (int i = 0; i < size; i++) {
            moved.add(newPosition.applyAsLong(firstSequence + i, positions[head + i]));
        }
        return moved;
    }

    private void makeRoom() {
        var kept = size * 2 > positions.length ? new long[positions.length * 2] : positions;
        System.arraycopy(positions, head, kept, 0, size);
        positions = kept;
        head = 0;
    }
}
