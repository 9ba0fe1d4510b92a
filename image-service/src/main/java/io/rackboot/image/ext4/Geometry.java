package io.rackboot.image.ext4;

/// Where the parts of the file system lie. All of what describes it stands in front (flex_bg), what it holds follows
/// without gaps, and the rest of the device is never written: a file with the front part alone is the whole image.
///
/// ```
/// superblock | group descriptors | block bitmaps | inode bitmaps | inode tables | contents | (free)
/// ```
///
/// @param blocks of the device, 4 KiB each
/// @param groups of 32768 blocks
/// @param inodesPerGroup a multiple of 16
record Geometry(long blocks, int groups, int inodesPerGroup) {
    static final int BLOCK = 4096;
    static final int BLOCKS_PER_GROUP = 8 * BLOCK;
    static final int INODE = 256;
    static final int FIRST_INODE = 11;
    static final int DESCRIPTOR = 32;

    private static final int INODES_PER_BLOCK = BLOCK / INODE;

    /// {@return a geometry for so much content}
    ///
    /// @param contents blocks that are written
    /// @param inodes that are used
    /// @param free bytes that can be written later
    static Geometry of(long contents, long inodes, long free) {
        var spare = inodes + inodes / 4 + 1024;
        var blocks = contents + blocks(free);
        var geometry = new Geometry(blocks, 1, INODES_PER_BLOCK);
        while (geometry.contentStart() + contents + blocks(free) > geometry.blocks()
                || (long) geometry.groups() * geometry.inodesPerGroup() < spare) {
            blocks = Math.max(blocks, geometry.contentStart() + contents + blocks(free));
            var groups = (int) ((blocks + BLOCKS_PER_GROUP - 1) / BLOCKS_PER_GROUP);
            var perGroup = (int) ((spare + groups - 1) / groups);
            geometry = new Geometry(
                    blocks, groups, (perGroup + INODES_PER_BLOCK - 1) / INODES_PER_BLOCK * INODES_PER_BLOCK);
        }
        return geometry;
    }

    static long blocks(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK;
    }

    int descriptorBlocks() {
        return (int) blocks((long) groups * DESCRIPTOR);
    }

    long blockBitmap(int group) {
        return 1L + descriptorBlocks() + group;
    }

    long inodeBitmap(int group) {
        return blockBitmap(groups) + group;
    }

    int tableBlocks() {
        return inodesPerGroup / INODES_PER_BLOCK;
    }

    long inodeTable(int group) {
        return inodeBitmap(groups) + (long) group * tableBlocks();
    }

    long contentStart() {
        return inodeTable(groups);
    }

    int blocksIn(int group) {
        return (int) Math.min(BLOCKS_PER_GROUP, blocks - (long) group * BLOCKS_PER_GROUP);
    }

    int inodes() {
        return groups * inodesPerGroup;
    }
}
