package io.rackboot.image.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The superblock, 1024 bytes at byte 1024. There are no copies of it (sparse_super2 without any), no journal and no
/// checksums: the disk is a part of the RAM and is never found after a crash.
final class Superblock {
    private static final int COMPATIBLE = 0x0008 | 0x0200; // ext_attr, sparse_super2
    private static final int INCOMPATIBLE = 0x0002 | 0x0040 | 0x0200; // filetype, extents, flex_bg
    private static final int READ_ONLY_COMPATIBLE =
            0x0002 | 0x0008 | 0x0020 | 0x0040; // large_file, huge_file, dir_nlink, extra_isize

    private Superblock() {}

    /// {@return whether it says what [#of] writes}
    static boolean ours(ByteBuffer in) {
        return in.getShort(56) == (short) 0xEF53
                && in.getInt(24) == 2
                && in.getShort(88) == Geometry.INODE
                && in.getInt(92) == COMPATIBLE
                && in.getInt(96) == INCOMPATIBLE
                && in.getInt(100) == READ_ONLY_COMPATIBLE;
    }

    static byte[] of(Geometry geometry, long freeBlocks, long freeInodes, long time, UUID uuid, String label) {
        var out = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(geometry.inodes()).putInt((int) geometry.blocks()).putInt(0);
        out.putInt((int) freeBlocks).putInt((int) freeInodes).putInt(0);
        out.putInt(2).putInt(2); // blocks and clusters of 1024 << 2
        out.putInt(Geometry.BLOCKS_PER_GROUP).putInt(Geometry.BLOCKS_PER_GROUP).putInt(geometry.inodesPerGroup());
        out.putInt(0).putInt((int) time); // never mounted; written
        out.putShort((short) 0).putShort((short) -1).putShort((short) 0xEF53);
        out.putShort((short) 1).putShort((short) 1).putShort((short) 0); // clean; on errors go on
        out.putInt((int) time).putInt(0).putInt(0).putInt(1); // checked; no interval; Linux; revision 1
        out.putInt(0)
                .putInt(Geometry.FIRST_INODE)
                .putShort((short) Geometry.INODE)
                .putShort((short) 0);
        out.putInt(COMPATIBLE).putInt(INCOMPATIBLE).putInt(READ_ONLY_COMPATIBLE);
        out.order(ByteOrder.BIG_ENDIAN).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        out.order(ByteOrder.LITTLE_ENDIAN);
        var name = label.getBytes(StandardCharsets.ISO_8859_1);
        out.put(name, 0, Math.min(16, name.length));
        out.putInt(0x108, (int) time); // made
        out.putShort(0x15C, (short) 32).putShort(0x15E, (short) 32); // what inodes have beyond 128 bytes
        return out.put(0x174, (byte) 4).array(); // groups of a flexible group: 1 << 4
    }
}
