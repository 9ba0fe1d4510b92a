package io.rackboot.image.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An inode as it is read from its table.
///
/// @param record its 256 bytes
record StoredInode(ByteBuffer record) {
    private static final int PLACE = 40;
    private static final int PLACE_SIZE = 60;

    int mode() {
        return record.getShort(0) & 0xFFFF;
    }

    long uid() {
        return wide(2, 120);
    }

    long gid() {
        return wide(24, 122);
    }

    long size() {
        return (record.getInt(4) & 0xFFFF_FFFFL) | (long) record.getInt(108) << 32;
    }

    /// {@return the block of the extended attributes, 0 for none}
    long attributeBlock() {
        return record.getInt(104) & 0xFFFF_FFFFL;
    }

    /// {@return what stands in the inode itself: extents, or the target of a short link}
    ByteBuffer inline() {
        return record.slice(PLACE, PLACE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    }

    long major() {
        var old = record.getInt(PLACE);
        return old != 0 ? old >> 8 & 0xFF : record.getInt(PLACE + 4) >> 8 & 0xFFF;
    }

    long minor() {
        var old = record.getInt(PLACE);
        var wide = record.getInt(PLACE + 4);
        return old != 0 ? old & 0xFF : wide & 0xFF | wide >>> 12 & 0xFFF00;
    }

    private long wide(int low, int high) {
        return (record.getShort(low) & 0xFFFFL) | (record.getShort(high) & 0xFFFFL) << 16;
    }
}
