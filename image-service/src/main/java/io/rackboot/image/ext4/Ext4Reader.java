package io.rackboot.image.ext4;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads back what [Ext4Writer] has written. Another file system is refused: contents that are in pieces are not put
/// together.
public final class Ext4Reader {
    private static final int TYPE = 0170000;
    private static final String LOST_AND_FOUND = "lost+found";

    private final TreeLimits limits;
    private final StoredBlocks blocks;
    private final Tree tree = new Tree();
    private final Map<Integer, Node.RegularFile> linked = new HashMap<>();
    private final Set<Integer> directories = new HashSet<>();
    private final Deque<Found> left = new ArrayDeque<>();
    private long bytes;

    /// A directory whose entries are to be read.
    private record Found(TreePath path, StoredInode inode) {}

    private Ext4Reader(TreeLimits limits, StoredBlocks blocks) {
        this.limits = limits;
        this.blocks = blocks;
    }

    /// {@return the tree; its contents are parts of the file}
    ///
    /// @throws RefusedSourceException for a file system that is damaged, of another writer, or beyond the limits
    public static Tree read(Path file, TreeLimits limits) throws IOException {
        try (var blocks = StoredBlocks.open(file)) {
            return new Ext4Reader(limits, blocks).read();
        }
    }

    private Tree read() throws IOException {
        var root = blocks.inode(2);
        if ((root.mode() & TYPE) != 0040000) {
            throw new RefusedSourceException("the root of the ext4 file system is no directory");
        }
        put(TreePath.ROOT, 2, root);
        while (!left.isEmpty()) {
            entries(left.remove());
        }
        return tree;
    }

    private void entries(Found directory) throws IOException {
        var in = blocks.read(start(directory.inode()), size(directory, 1 << 28));
        while (in.remaining() >= 8) {
            var at = in.position();
            var number = in.getInt();
            var length = in.getShort() & 0xFFFF;
            var nameLength = in.get() & 0xFF;
            in.get();
            if (length < 8 + nameLength || at + length > in.limit()) {
                throw damaged(directory.path());
            }
            var name = new byte[nameLength];
            in.get(name).position(at + length);
            if (number != 0) {
                entry(directory, new String(name, StandardCharsets.ISO_8859_1), number);
            }
        }
    }

    private void entry(Found directory, String name, int number) throws IOException {
        if (name.equals(".") || name.equals("..")) {
            return;
        }
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw damaged(directory.path());
        }
        var path = directory.path().child(name);
        limits.requireName(path);
        put(path, number, blocks.inode(number));
        limits.requireMemory(path, tree);
    }

    private void put(TreePath path, int number, StoredInode inode) throws IOException {
        var attributes = new Attributes(
                inode.mode() & Attributes.PERMISSION_BITS,
                inode.uid(),
                inode.gid(),
                blocks.attributes(inode.attributeBlock()));
        switch (inode.mode() & TYPE) {
            case 0040000 -> {
                if (!directories.add(number)) {
                    throw damaged(path);
                }
                var made = path.bytes().equals(LOST_AND_FOUND) && blocks.isEmptyDirectory(inode);
                if (!made) {
                    tree.put(path, new Node.Directory(attributes));
                    left.add(new Found(path, inode));
                }
            }
            case 0100000 -> tree.put(path, file(path, number, inode, attributes));
            case 0120000 -> {
                var length = size(new Found(path, inode), TreeLimits.MAXIMUM_NAME);
                var target = length <= InodeRecord.SHORT_TARGET ? inode.inline() : blocks.read(start(inode), length);
                var text = StandardCharsets.ISO_8859_1
                        .decode(target.slice(target.position(), length))
                        .toString();
                limits.requireTarget(path, text);
                tree.put(path, new Node.SymbolicLink(attributes, text));
            }
            case 0060000 -> tree.put(path, new Node.Device(attributes, DeviceKind.BLOCK, inode.major(), inode.minor()));
            case 0020000 ->
                tree.put(path, new Node.Device(attributes, DeviceKind.CHARACTER, inode.major(), inode.minor()));
            case 0010000 -> tree.put(path, new Node.Fifo(attributes));
            default -> throw damaged(path);
        }
    }

    private Node.RegularFile file(TreePath path, int number, StoredInode inode, Attributes attributes)
            throws IOException {
        var known = linked.get(number);
        if (known != null) {
            return known;
        }
        if (inode.size() < 0) {
            throw damaged(path);
        }
        bytes += inode.size();
        limits.requireBytes(path, bytes);
        var content = inode.size() == 0
                ? new Content.Bytes(new byte[0])
                : new Content.Region(blocks.file(), blocks.within(start(inode), inode.size()), inode.size());
        var file = new Node.RegularFile(attributes, content, new FileIdentity());
        linked.put(number, file);
        return file;
    }

    private long start(StoredInode inode) throws IOException {
        return Extents.start(inode.inline(), blocks, Geometry.blocks(inode.size()));
    }

    private static int size(Found of, int most) throws RefusedSourceException {
        if (of.inode().size() < 0 || of.inode().size() > most) {
            throw damaged(of.path());
        }
        return (int) of.inode().size();
    }

    private static RefusedSourceException damaged(TreePath path) {
        return new RefusedSourceException("the ext4 file system is damaged at " + path);
    }
}
