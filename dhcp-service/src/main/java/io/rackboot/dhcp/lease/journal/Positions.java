package io.rackboot.dhcp.lease.journal;

import java.util.Arrays;

/// Places in a file, eight bytes each, in the order in which they were added.
final class Positions {
    private long[] positions = new long[16];
    private int size;

    void add(long position) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size++] = position;
    }

    long get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return positions[index];
    }

    int size() {
        return size;
    }
}
