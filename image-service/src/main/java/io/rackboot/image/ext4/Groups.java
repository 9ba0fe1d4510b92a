package io.rackboot.image.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/// What the groups of blocks say of themselves. Blocks and inodes are taken from the front, without gaps.
///
/// @param usedBlocks of the whole file system
/// @param usedInodes of the whole file system
record Groups(Geometry geometry, long usedBlocks, long usedInodes) {
    /// {@return the descriptors of all groups, in whole blocks}
    byte[] descriptors(Set<Inode> directories) {
        var out = ByteBuffer.allocate(geometry.descriptorBlocks() * Geometry.BLOCK)
                .order(ByteOrder.LITTLE_ENDIAN);
        var directoriesIn = new int[geometry.groups()];
        directories.forEach(d -> directoriesIn[(d.number() - 1) / geometry.inodesPerGroup()]++);
        for (var group = 0; group < geometry.groups(); group++) {
            var usedHere = within(blocksFrom(group), geometry.blocksIn(group));
            var inodesHere = within(inodesFrom(group), geometry.inodesPerGroup());
            out.position(group * Geometry.DESCRIPTOR);
            out.putInt((int) geometry.blockBitmap(group))
                    .putInt((int) geometry.inodeBitmap(group))
                    .putInt((int) geometry.inodeTable(group))
                    .putShort((short) (geometry.blocksIn(group) - usedHere))
                    .putShort((short) (geometry.inodesPerGroup() - inodesHere))
                    .putShort((short) directoriesIn[group]);
        }
        return out.array();
    }

    byte[] blockBitmap(int group) {
        return bitmap(blocksFrom(group), geometry.blocksIn(group));
    }

    byte[] inodeBitmap(int group) {
        return bitmap(inodesFrom(group), geometry.inodesPerGroup());
    }

    private long blocksFrom(int group) {
        return usedBlocks - (long) group * Geometry.BLOCKS_PER_GROUP;
    }

    private long inodesFrom(int group) {
        return usedInodes - (long) group * geometry.inodesPerGroup();
    }

    private static int within(long count, int most) {
        return Math.clamp(count, 0, most);
    }

    /// The first `used` of `count` are taken; what lies beyond `count` does not exist, which is written as taken.
    private static byte[] bitmap(long used, int count) {
        var bits = new byte[Geometry.BLOCK];
        set(bits, 0, within(used, count));
        set(bits, count, 8 * Geometry.BLOCK);
        return bits;
    }

    private static void set(byte[] bits, int from, int to) {
        for (var bit = from; bit < to; bit++) {
            bits[bit / 8] |= (byte) (1 << bit % 8);
        }
    }
}
