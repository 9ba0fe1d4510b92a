package io.rackboot.image.cpio;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.EntryName;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Reads a cpio archive of the newc format as a tree, its contents into one spool file. Of the hard links of a file any
/// may carry the content.
public final class CpioReader {
    private static final int HEADER = 110;
    private static final int TYPE = 0170000;

    private record Entry(long inode, int mode, long uid, long gid, int links, long size, long major, long minor) {}

    private final TreeLimits limits;
    private final Path spool;
    private final OutputStream spooled;
    private final Tree tree = new Tree();
    private final Map<Long, Node.RegularFile> linked = new HashMap<>();
    private final byte[] buffer = new byte[1 << 16];
    private long position;
    private long spoolSize;

    /// @param spool the file that `spooled` writes
    /// @param spooled takes the contents; not closed
    public CpioReader(TreeLimits limits, Path spool, OutputStream spooled) {
        this.limits = limits;
        this.spool = spool;
        this.spooled = spooled;
    }

    /// {@return the tree of an unpacked archive}
    ///
    /// @throws RefusedSourceException for one that is damaged or beyond the limits
    public Tree read(InputStream unpacked) throws IOException {
        while (true) {
            var header = new String(exactly(unpacked, HEADER), StandardCharsets.ISO_8859_1);
            if (!header.startsWith("070701")) {
                throw new RefusedSourceException("not a cpio header at byte " + (position - HEADER));
            }
            var nameSize = hex(header, 11);
            if (nameSize < 2 || nameSize > TreeLimits.MAXIMUM_NAME + 1) {
                throw new RefusedSourceException("a cpio name of " + nameSize + " bytes");
            }
            var name = new String(exactly(unpacked, (int) nameSize), StandardCharsets.ISO_8859_1);
            name = name.substring(0, name.length() - 1);
            skipPadding(unpacked);
            if (name.equals("TRAILER!!!")) {
                spooled.flush();
                return tree;
            }
            add(EntryName.path(name), entry(header), unpacked);
        }
    }

    private static Entry entry(String header) throws RefusedSourceException {
        return new Entry(
                hex(header, 0),
                (int) hex(header, 1),
                hex(header, 2),
                hex(header, 3),
                (int) hex(header, 4),
                hex(header, 6),
                hex(header, 9),
                hex(header, 10));
    }

    private void add(TreePath path, Entry entry, InputStream in) throws IOException {
        var attributes = new Attributes(entry.mode() & Attributes.PERMISSION_BITS, entry.uid(), entry.gid());
        var device = (entry.mode() & TYPE) == 0060000 ? DeviceKind.BLOCK : DeviceKind.CHARACTER;
        switch (entry.mode() & TYPE) {
            case 0040000 -> tree.put(path, new Node.Directory(attributes));
            case 0100000 -> regular(path, entry, attributes, in);
            case 0120000 -> {
                if (entry.size() < 1 || entry.size() > TreeLimits.MAXIMUM_NAME) {
                    throw new RefusedSourceException(path + ": a link target of " + entry.size() + " bytes");
                }
                var target = new String(exactly(in, (int) entry.size()), StandardCharsets.ISO_8859_1);
                tree.put(path, new Node.SymbolicLink(attributes, target));
            }
            case 0060000, 0020000 -> tree.put(path, new Node.Device(attributes, device, entry.major(), entry.minor()));
            case 0010000 -> tree.put(path, new Node.Fifo(attributes));
            default -> throw new RefusedSourceException(path + ": an entry of an unknown type");
        }
        skipPadding(in);
        limits.requireMemory(path, tree);
    }

    private void regular(TreePath path, Entry entry, Attributes attributes, InputStream in) throws IOException {
        limits.requireBytes(path, spoolSize + entry.size());
        var start = spoolSize;
        var left = entry.size();
        while (left > 0) {
            var count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw cutShort();
            }
            spooled.write(buffer, 0, count);
            left -= count;
            position += count;
            spoolSize += count;
        }
        var content = new Content.Region(spool, start, entry.size());
        if (entry.links() < 2) {
            tree.put(path, Node.file(attributes, content));
            return;
        }
        var first = linked.get(entry.inode());
        if (first == null) {
            first = new Node.RegularFile(attributes, content, new FileIdentity());
            linked.put(entry.inode(), first);
        } else if (entry.size() > 0) {
            var whole = new Node.RegularFile(attributes, content, first.identity());
            linked.put(entry.inode(), whole);
            for (var known : tree.nodes().entrySet().stream()
                    .filter(node -> node.getValue() instanceof Node.RegularFile file
                            && file.identity().equals(whole.identity()))
                    .map(Map.Entry::getKey)
                    .toList()) {
                tree.put(known, whole);
            }
            first = whole;
        }
        tree.put(path, first);
    }

    private static long hex(String header, int field) throws RefusedSourceException {
        var digits = header.substring(6 + 8 * field, 14 + 8 * field);
        if (!digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0)) {
            throw new RefusedSourceException("a cpio header with the number '" + digits + "'");
        }
        return Long.parseLong(digits, 16);
    }

    private byte[] exactly(InputStream in, int count) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw cutShort();
        }
        position += count;
        return bytes;
    }

    private void skipPadding(InputStream in) throws IOException {
        exactly(in, (int) (-position & 3));
    }

    private RefusedSourceException cutShort() {
        return new RefusedSourceException("the cpio archive is cut short after byte " + position);
    }
}
