package io.rackboot.image.cpio;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The entries of a tree in the order of an archive, made one by one.
///
/// Of the hard links of a file the last carries its content, as GNU cpio writes and expects it; Linux takes either.
final class CpioEntries {
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int BLOCK = 0060000;
    private static final int CHARACTER = 0020000;
    private static final int FIFO = 0010000;

    // A size has eight hexadecimal digits.
    private static final long LARGEST_FILE = 0xFFFF_FFFFL;

    private static final byte[] TRAILER = "TRAILER!!!".getBytes(StandardCharsets.US_ASCII);

    /// How often a file's name was met, of how many, and the inode that its names share.
    private static final class Links {
        private int total;
        private int written;
        private long inode;
    }

    private final long modified;
    private final Map<FileIdentity, Links> links = new HashMap<>();
    private final InodeNumbers inodes = new InodeNumbers();

    /// @throws RefusedSourceException for a file of 4 GiB or more
    CpioEntries(Tree tree, long modified) throws RefusedSourceException {
        this.modified = modified;
        for (var entry : tree.nodes().entrySet()) {
            if (entry.getValue() instanceof Node.RegularFile file) {
                requireSize(entry.getKey(), file.content().size());
                links.computeIfAbsent(file.identity(), _ -> new Links()).total++;
            }
        }
    }

    /// {@return the entry of a node; asked once for each, in their order}
    CpioEntry of(TreePath path, Node node) {
        var name = path.equals(TreePath.ROOT) ? new byte[] {'.'} : path.toBytes();
        return switch (node) {
            case Node.RegularFile file -> regular(name, file);
            case Node.Directory _ -> plain(name, node, DIRECTORY, 2, CpioEntry.NOTHING);
            case Node.Fifo _ -> plain(name, node, FIFO, 1, CpioEntry.NOTHING);
            case Node.SymbolicLink link ->
                plain(name, node, LINK, 1, new Content.Bytes(new TreePath(link.target()).toBytes()));
            case Node.Device device -> device(name, device);
        };
    }

    static CpioEntry trailer() {
        return new CpioEntry(TRAILER, 0, 0, Attributes.root(0), 1, 0, 0, 0, CpioEntry.NOTHING);
    }

    private static void requireSize(TreePath path, long size) throws RefusedSourceException {
        if (size > LARGEST_FILE) {
            throw new RefusedSourceException(path + ": " + size
                    + " bytes; a file of an initrd (cpio newc) is smaller than 4 GiB: another rootMode can hold it");
        }
    }

    private CpioEntry plain(byte[] name, Node node, int type, int names, Content content) {
        var owner = node.attributes();
        return new CpioEntry(name, inodes.of(name), type | owner.permissions(), owner, names, modified, 0, 0, content);
    }

    private CpioEntry device(byte[] name, Node.Device device) {
        var type = device.kind() == DeviceKind.BLOCK ? BLOCK : CHARACTER;
        var owner = device.attributes();
        return new CpioEntry(
                name,
                inodes.of(name),
                type | owner.permissions(),
                owner,
                1,
                modified,
                device.major(),
                device.minor(),
                CpioEntry.NOTHING);
    }

    private CpioEntry regular(byte[] name, Node.RegularFile file) {
        var names = links.get(file.identity());
        if (names.written++ == 0) {
            names.inode = inodes.of(name);
        }
        var owner = file.attributes();
        var content = names.written == names.total ? file.content() : CpioEntry.NOTHING;
        return new CpioEntry(
                name,
                names.inode,
                CpioEntry.REGULAR | owner.permissions(),
                owner,
                names.total,
                modified,
                0,
                0,
                content);
    }
}
