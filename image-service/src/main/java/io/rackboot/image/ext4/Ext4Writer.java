package io.rackboot.image.ext4;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Writes a tree as an ext4 file system, from front to back, without a journal: the disk in RAM that it is for does not
/// outlive the machine. Equal trees give equal bytes.
///
/// What is written ends where the contents end; the device may be larger ([#deviceSize]).
public final class Ext4Writer {
    private static final String LOST_AND_FOUND = "lost+found";
    private static final int ROOT = 2;
    private static final long LARGEST = 0xFFFF_FFFFL;

    private final long time;
    private final String label;
    private final List<Inode> inodes = new ArrayList<>();
    private final Map<TreePath, Inode> directories = new HashMap<>();
    private final Map<Inode, Inode> parents = new IdentityHashMap<>();
    private final Map<FileIdentity, Inode> files = new IdentityHashMap<>();
    private final Geometry geometry;
    private final long contents;
    private int next = Geometry.FIRST_INODE;

    /// Lays a tree out.
    ///
    /// @param free bytes that the machine can write
    /// @param time of every file, seconds since 1970
    /// @param label the volume's name; the volume's UUID is made of it
    /// @throws RefusedSourceException for a tree that does not fit into 16 TiB
    public Ext4Writer(Tree tree, long free, long time, String label) throws RefusedSourceException {
        this.time = time;
        this.label = label;
        plan(tree);
        contents = inodes.stream().mapToLong(Inode::allBlocks).sum();
        geometry = Geometry.of(contents, Geometry.FIRST_INODE + inodes.size(), free);
        if (geometry.blocks() > LARGEST) {
            throw new RefusedSourceException(
                    "an ext4 file system of " + geometry.blocks() + " blocks; at most " + LARGEST);
        }
        var at = geometry.contentStart();
        for (var inode : inodes) {
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

    private void plan(Tree tree) {
        for (var entry : tree.nodes().entrySet()) {
            var path = entry.getKey();
            var node = entry.getValue();
            if (path.equals(TreePath.ROOT)) {
                var root = new Inode(ROOT, node);
                directory(path, root, root);
                if (tree.at(new TreePath(LOST_AND_FOUND)).isEmpty()) {
                    lostAndFound(root);
                }
                continue;
            }
            var parent = Objects.requireNonNull(directories.get(path.parent()));
            var inode = inode(node);
            parent.add(path.name(), inode);
            if (node instanceof Node.Directory) {
                directory(path, inode, parent);
            } else {
                inode.link();
            }
        }
        inodes.forEach(Ext4Writer::measure);
    }

    /// The names of one file share one; a directory is listed when it is known where it lies.
    private Inode inode(Node node) {
        return switch (node) {
            case Node.RegularFile file -> files.computeIfAbsent(file.identity(), _ -> listed(node));
            case Node.Directory _ -> new Inode(next++, node);
            case Node.SymbolicLink _, Node.Device _, Node.Fifo _ -> listed(node);
        };
    }

    private Inode listed(Node node) {
        var inode = new Inode(next++, node);
        inodes.add(inode);
        return inode;
    }

    /// e2fsck looks for it.
    private void lostAndFound(Inode root) {
        var inode = new Inode(next++, new Node.Directory(Attributes.root(0700)));
        root.add(LOST_AND_FOUND, inode);
        directory(new TreePath("\u0000"), inode, root);
    }

    private void directory(TreePath path, Inode inode, Inode parent) {
        directories.put(path, inode);
        parents.put(inode, parent);
        inodes.add(inode);
        // Its own '.', its '..' in the parent's count, and its name; the root has no name.
        inode.link();
        parent.link();
        if (inode != parent) {
            inode.link();
        }
    }

    private static void measure(Inode inode) {
        switch (inode.node()) {
            case Node.Directory _ -> inode.hold(DirectoryBlocks.size(inode));
            case Node.RegularFile file -> inode.hold(file.content().size());
            case Node.SymbolicLink link
            when link.target().length() > InodeRecord.SHORT_TARGET ->
                inode.hold(link.target().length());
            case Node.SymbolicLink link -> inode.inline(link.target().length());
            case Node.Device _, Node.Fifo _ -> inode.inline(0);
        }
    }

    /// Writes it.
    ///
    /// @param out not closed
    /// @param progress told the bytes of files
    public void write(OutputStream out, ByteProgress progress) throws IOException {
        out.write(new byte[1024]);
        var used = geometry.contentStart() + contents;
        var usedInodes = Geometry.FIRST_INODE - 1 + inodes.size() - 1;
        var uuid = UUID.nameUUIDFromBytes(("ext4 " + label).getBytes(StandardCharsets.UTF_8));
        out.write(Superblock.of(geometry, geometry.blocks() - used, geometry.inodes() - usedInodes, time, uuid, label));
        out.write(new byte[Geometry.BLOCK - 2048]);
        out.write(descriptors(used, usedInodes));
        for (var group = 0; group < geometry.groups(); group++) {
            out.write(bitmap(used - (long) group * Geometry.BLOCKS_PER_GROUP, geometry.blocksIn(group)));
        }
        for (var group = 0; group < geometry.groups(); group++) {
            out.write(bitmap(usedInodes - (long) group * geometry.inodesPerGroup(), geometry.inodesPerGroup()));
        }
        table(out);
        for (var inode : inodes) {
            content(out, inode, progress);
        }
    }

    private byte[] descriptors(long used, long usedInodes) {
        var out = ByteBuffer.allocate(geometry.descriptorBlocks() * Geometry.BLOCK)
                .order(ByteOrder.LITTLE_ENDIAN);
        var directoriesIn = new int[geometry.groups()];
        parents.keySet().forEach(d -> directoriesIn[(d.number() - 1) / geometry.inodesPerGroup()]++);
        for (var group = 0; group < geometry.groups(); group++) {
            var usedHere = within(used - (long) group * Geometry.BLOCKS_PER_GROUP, geometry.blocksIn(group));
            var inodesHere = within(usedInodes - (long) group * geometry.inodesPerGroup(), geometry.inodesPerGroup());
            out.position(group * 32);
            out.putInt((int) geometry.blockBitmap(group))
                    .putInt((int) geometry.inodeBitmap(group))
                    .putInt((int) geometry.inodeTable(group))
                    .putShort((short) (geometry.blocksIn(group) - usedHere))
                    .putShort((short) (geometry.inodesPerGroup() - inodesHere))
                    .putShort((short) directoriesIn[group]);
        }
        return out.array();
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

    private void table(OutputStream out) throws IOException {
        var empty = new byte[Geometry.INODE];
        var number = 1;
        for (var inode :
                inodes.stream().sorted(Comparator.comparingInt(Inode::number)).toList()) {
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

    private void content(OutputStream out, Inode inode, ByteProgress progress) throws IOException {
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
            case Node.Directory _ -> out.write(DirectoryBlocks.of(inode, parents.get(inode)));
            case Node.RegularFile file -> file(out, file, progress);
            case Node.SymbolicLink link
            when inode.blocks() > 0 -> padded(out, link.target().getBytes(StandardCharsets.ISO_8859_1));
            case Node.SymbolicLink _, Node.Device _, Node.Fifo _ -> {}
        }
    }

    private static void file(OutputStream out, Node.RegularFile file, ByteProgress progress) throws IOException {
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
        out.write(new byte[(int) (-size & (Geometry.BLOCK - 1))]);
    }

    private static void padded(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.write(new byte[-bytes.length & (Geometry.BLOCK - 1)]);
    }
}
