package io.rackboot.image.ext4;

import java.nio.ByteBuffer;

/// Extents: where the blocks of a file lie. Contents are never in pieces, so each extent but the last is full.
final class Extents {
    /// How many an inode itself holds.
    static final int INLINE = 4;

    /// How many a block holds.
    static final int IN_BLOCK = (Geometry.BLOCK - 12) / 12;

    private static final int MAGIC = 0xF30A;
    private static final int LONGEST = 32768;

    private Extents() {}

    static int count(long blocks) {
        return (int) ((blocks + LONGEST - 1) / LONGEST);
    }

    /// Writes what stands in the inode.
    static void root(ByteBuffer out, Inode inode) {
        if (inode.extentBlock() == 0) {
            leaf(out, inode, INLINE);
            return;
        }
        header(out, 1, INLINE, 1);
        out.putInt(0).putInt((int) inode.extentBlock()).putShort((short) 0).putShort((short) 0);
    }

    /// Writes all extents.
    static void leaf(ByteBuffer out, Inode inode, int room) {
        header(out, count(inode.blocks()), room, 0);
        for (var at = 0L; at < inode.blocks(); at += LONGEST) {
            out.putInt((int) at)
                    .putShort((short) Math.min(LONGEST, inode.blocks() - at))
                    .putShort((short) 0)
                    .putInt((int) (inode.start() + at));
        }
    }

    private static void header(ByteBuffer out, int entries, int room, int depth) {
        out.putShort((short) MAGIC)
                .putShort((short) entries)
                .putShort((short) room)
                .putShort((short) depth)
                .putInt(0);
    }
}
