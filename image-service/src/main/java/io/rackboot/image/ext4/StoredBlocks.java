package io.rackboot.image.ext4;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;

/// The blocks of an ext4 file system that is read.
final class StoredBlocks implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final long end;
    private int inodes;
    private int inodesPerGroup;

    private StoredBlocks(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.end = channel.size();
    }

    static StoredBlocks open(Path file) throws IOException {
        var channel = FileChannel.open(file);
        try {
            var blocks = new StoredBlocks(file, channel);
            blocks.superblock();
            return blocks;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void superblock() throws IOException {
        var in = at(1024, 1024);
        if (!Superblock.ours(in)) {
            throw new RefusedSourceException(file.getFileName() + " is no ext4 file system of image-service");
        }
        inodes = in.getInt(0);
        inodesPerGroup = in.getInt(40);
        if (inodes < Geometry.FIRST_INODE || inodesPerGroup < 1) {
            throw new RefusedSourceException("the ext4 file system is damaged: " + inodes + " inodes");
        }
    }

    Path file() {
        return file;
    }

    StoredInode inode(int number) throws IOException {
        if (number < 2 || number > inodes) {
            throw new RefusedSourceException("the ext4 file system is damaged: inode " + number);
        }
        var group = (number - 1) / inodesPerGroup;
        var table = at(Geometry.BLOCK + group * 32L + 8, 4).getInt(0) & 0xFFFF_FFFFL;
        var offset = table * Geometry.BLOCK + (long) ((number - 1) % inodesPerGroup) * Geometry.INODE;
        return new StoredInode(at(offset, Geometry.INODE));
    }

    /// {@return bytes from a block on}
    ByteBuffer read(long block, int size) throws IOException {
        return at(block * Geometry.BLOCK, size);
    }

    /// {@return where a content starts in the file, which holds all of it}
    long within(long block, long size) throws RefusedSourceException {
        var offset = block * Geometry.BLOCK;
        if (offset < 0 || size > end - offset) {
            throw new RefusedSourceException("the ext4 file system is cut short at block " + block);
        }
        return offset;
    }

    SortedMap<String, String> attributes(long block) throws IOException {
        return block == 0 ? Collections.emptySortedMap() : StoredAttributes.of(read(block, Geometry.BLOCK));
    }

    /// Whether nothing is in it but `.` and `..`.
    boolean isEmptyDirectory(StoredInode inode) throws IOException {
        if (inode.size() != Geometry.BLOCK) {
            return false;
        }
        var in = read(Extents.start(inode.inline(), this, 1), Geometry.BLOCK);
        var first = in.getShort(4) & 0xFFFF;
        return first + 8 <= Geometry.BLOCK && first + (in.getShort(first + 4) & 0xFFFF) == Geometry.BLOCK;
    }

    private ByteBuffer at(long offset, int size) throws IOException {
        var in = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        if (offset < 0 || offset > end - size) {
            throw new RefusedSourceException("the ext4 file system is cut short at byte " + offset);
        }
        while (in.hasRemaining() && channel.read(in, offset + in.position()) >= 0) {
            // Until it is full.
        }
        return in.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
