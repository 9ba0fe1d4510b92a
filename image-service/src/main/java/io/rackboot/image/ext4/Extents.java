package io.rackboot.image.ext4;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
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

    /// {@return the first block of a content that is in one piece}
    ///
    /// @param root what stands in the inode
    /// @param expected how many blocks it has
    /// @throws RefusedSourceException where it is in pieces, or has another length
    static long start(ByteBuffer root, StoredBlocks blocks, long expected) throws IOException {
        var in = root;
        if (root.getShort(6) == 1 && root.getShort(2) == 1) {
            in = blocks.read(root.getInt(16) & 0xFFFF_FFFFL, Geometry.BLOCK);
        }
        var count = in.getShort(2);
        if (in.getShort(0) != (short) MAGIC
                || in.getShort(6) != 0
                || count < 1
                || count > IN_BLOCK
                || 12 * (count + 1) > in.limit()) {
            throw new RefusedSourceException("the ext4 file system is damaged: extents");
        }
        var start = in.getInt(12 + 8) & 0xFFFF_FFFFL;
        var seen = 0L;
        for (var i = 1; i <= count; i++) {
            if (in.getInt(12 * i) != seen || (in.getInt(12 * i + 8) & 0xFFFF_FFFFL) != start + seen) {
                throw new RefusedSourceException("a file of the ext4 file system is in pieces");
            }
            seen += in.getShort(12 * i + 4) & 0xFFFF;
        }
        if (seen != expected) {
            throw new RefusedSourceException("the ext4 file system is damaged: " + seen + " blocks, not " + expected);
        }
        return start;
    }

    private static void header(ByteBuffer out, int entries, int room, int depth) {
        out.putShort((short) MAGIC)
                .putShort((short) entries)
                .putShort((short) room)
                .putShort((short) depth)
                .putInt(0);
    }
}
