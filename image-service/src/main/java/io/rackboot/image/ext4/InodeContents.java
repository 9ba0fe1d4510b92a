package io.rackboot.image.ext4;

import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes the blocks that an inode has been given: attributes, extents, content.
///
/// @param out not closed
/// @param progress told the bytes of files
record InodeContents(Inodes inodes, OutputStream out, ByteProgress progress) {

    void write(Inode inode) throws IOException {
        if (inode.links() > InodeRecord.MOST_LINKS && !(inode.node() instanceof Node.Directory)) {
            throw new RefusedSourceException(
                    "a file with " + inode.links() + " hard links; ext4 has at most " + InodeRecord.MOST_LINKS);
        }
        if (inode.attributeBlock() != 0) {
            out.write(AttributeBlock.of(inode));
        }
        if (inode.extentBlock() != 0) {
            var block = ByteBuffer.allocate(Geometry.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
            Extents.leaf(block, inode, Extents.IN_BLOCK);
            out.write(block.array());
        }
        switch (inode.node()) {
            case Node.Directory _ -> out.write(DirectoryBlocks.of(inode, inodes.parent(inode)));
            case Node.RegularFile file -> file(file);
            case Node.SymbolicLink link
            when inode.blocks() > 0 -> target(link.target().getBytes(StandardCharsets.ISO_8859_1));
            case Node.SymbolicLink _, Node.Device _, Node.Fifo _ -> {}
        }
    }

    private void file(Node.RegularFile file) throws IOException {
        var size = file.content().size();
        var left = size;
        var buffer = new byte[1 << 16];
        try (var in = ContentReader.open(file.content())) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                left -= count;
                progress.advance(count);
            }
        }
        if (left != 0) {
            throw new IOException("a content of " + size + " bytes had " + (size - left));
        }
        pad(size);
    }

    private void target(byte[] bytes) throws IOException {
        out.write(bytes);
        pad(bytes.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & (Geometry.BLOCK - 1))]);
    }
}
