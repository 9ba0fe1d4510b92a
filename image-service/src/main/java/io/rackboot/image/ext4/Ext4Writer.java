package io.rackboot.image.ext4;

import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.UUID;

/// Writes a tree as an ext4 file system, from front to back, without a journal: the disk in RAM that it is for does not
/// outlive the machine. Equal trees give equal bytes.
///
/// What is written ends where the contents end; the device may be larger ([#deviceSize]).
public final class Ext4Writer {
    private static final long LARGEST = 0xFFFF_FFFFL;

    private final long time;
    private final String label;
    private final Inodes inodes;
    private final Geometry geometry;
    private final long contents;

    /// Lays a tree out.
    ///
    /// @param free bytes that the machine can write
    /// @param time of every file, seconds since 1970
    /// @param label the volume's name; the volume's UUID is made of it
    /// @throws RefusedSourceException for a tree that does not fit into 16 TiB
    public Ext4Writer(Tree tree, long free, long time, String label) throws RefusedSourceException {
        this.time = time;
        this.label = label;
        inodes = new Inodes(tree);
        contents = inodes.all().stream().mapToLong(Inode::allBlocks).sum();
        geometry = Geometry.of(contents, Geometry.FIRST_INODE + inodes.all().size(), free);
        if (geometry.blocks() > LARGEST) {
            throw new RefusedSourceException(
                    "an ext4 file system of " + geometry.blocks() + " blocks; at most " + LARGEST);
        }
        var at = geometry.contentStart();
        for (var inode : inodes.all()) {
            at = inode.lay(at);
        }
    }

    /// {@return bytes that the device must have}
    public long deviceSize() {
        return geometry.blocks() * Geometry.BLOCK;
    }

    /// {@return bytes that are written}
    public long contentSize() {
        return (geometry.contentStart() + contents) * Geometry.BLOCK;
    }

    /// Writes it.
    ///
    /// @param out not closed
    /// @param progress told the bytes of files
    public void write(OutputStream out, ByteProgress progress) throws IOException {
        out.write(new byte[1024]);
        var used = geometry.contentStart() + contents;
        var usedInodes = Geometry.FIRST_INODE - 1 + inodes.all().size() - 1;
        var uuid = UUID.nameUUIDFromBytes(("ext4 " + label).getBytes(StandardCharsets.UTF_8));
        out.write(Superblock.of(geometry, geometry.blocks() - used, geometry.inodes() - usedInodes, time, uuid, label));
        out.write(new byte[Geometry.BLOCK - 2048]);
        var groups = new Groups(geometry, used, usedInodes);
        out.write(groups.descriptors(inodes.directories()));
        for (var group = 0; group < geometry.groups(); group++) {
            out.write(groups.blockBitmap(group));
        }
        for (var group = 0; group < geometry.groups(); group++) {
            out.write(groups.inodeBitmap(group));
        }
        table(out);
        var content = new InodeContents(inodes, out, progress);
        for (var inode : inodes.all()) {
            content.write(inode);
        }
    }

    private void table(OutputStream out) throws IOException {
        var empty = new byte[Geometry.INODE];
        var number = 1;
        var sorted = inodes.all().stream()
                .sorted(Comparator.comparingInt(Inode::number))
                .toList();
        for (var inode : sorted) {
            for (; number < inode.number(); number++) {
                out.write(empty);
            }
            out.write(InodeRecord.of(inode, time));
            number++;
        }
        for (; number <= geometry.inodes(); number++) {
            out.write(empty);
        }
    }
}
