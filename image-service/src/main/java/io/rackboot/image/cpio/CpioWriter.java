package io.rackboot.image.cpio;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Writes a tree as a cpio archive of the newc format, which Linux unpacks as its initial root
/// (Documentation/driver-api/early-userspace/buffer-format.rst).
///
/// ```
/// +------------------------------+----------+-----+---------+-----+
/// | 070701 and 13 x 8 hex digits | name NUL | pad | content | pad |   one per entry, padded to 4 bytes
/// +------------------------------+----------+-----+---------+-----+
/// ```
///
/// Equal trees give equal bytes: entries in the order of their names, inodes numbered in that order, one time for all.
/// Of the hard links of a file the last carries its content, as GNU cpio writes and expects it; Linux takes either.
public final class CpioWriter {
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int BLOCK = 0060000;
    private static final int CHARACTER = 0020000;
    private static final int FIFO = 0010000;
    private static final int ARCHIVE_BLOCK = 512;

    // A size has eight hexadecimal digits.
    private static final long LARGEST_FILE = 0xFFFF_FFFFL;

    private static final byte[] ZEROS = new byte[ARCHIVE_BLOCK];
    private static final byte[] MAGIC = "070701".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRAILER = "TRAILER!!!".getBytes(StandardCharsets.US_ASCII);

    /// How often a file's name was met, of how many, and the inode that its names share.
    private static final class Links {
        private int total;
        private int written;
        private long inode;
    }

    private final OutputStream out;
    private final long modified;
    private final ByteProgress progress;
    private final Map<FileIdentity, Links> links = new HashMap<>();
    private final byte[] buffer = new byte[1 << 18];
    private long position;
    private long inodes;

    /// @param out where the archive goes; not closed
    /// @param modified the time of every entry, in seconds since 1970, 0 to 2^32-1
    /// @param progress told the number of content bytes just written
    public CpioWriter(OutputStream out, long modified, ByteProgress progress) {
        this.out = out;
        this.modified = modified;
        this.progress = progress;
    }

    /// Writes the whole archive, its trailer and padding included.
    ///
    /// @throws RefusedSourceException for a file of 4 GiB or more, before anything is written
    /// @throws IOException of the output, or of a source that cannot be read as it was seen
    public void write(Tree tree) throws IOException {
        for (var entry : tree.nodes().entrySet()) {
            if (entry.getValue() instanceof Node.RegularFile file) {
                requireSize(entry.getKey(), file.content().size());
                links.computeIfAbsent(file.identity(), _ -> new Links()).total++;
            }
        }
        for (var entry : tree.nodes().entrySet()) {
            write(entry.getKey(), entry.getValue());
        }
        header(TRAILER, new Fields(0, 0, Attributes.root(0), 1, 0, 0, 0, 0));
        pad(ARCHIVE_BLOCK);
    }

    private static void requireSize(TreePath path, long size) throws RefusedSourceException {
        if (size > LARGEST_FILE) {
            throw new RefusedSourceException(path + ": " + size
                    + " bytes; a file of an initrd (cpio newc) is smaller than 4 GiB: another rootMode can hold it");
        }
    }

    private record Fields(
            long inode, int mode, Attributes owner, int links, long time, long size, long major, long minor) {}

    private void write(TreePath path, Node node) throws IOException {
        var name = path.equals(TreePath.ROOT) ? new byte[] {'.'} : path.toBytes();
        var owner = node.attributes();
        var permissions = owner.permissions();
        switch (node) {
            case Node.Directory _ -> header(name, fields(DIRECTORY | permissions, owner, 2));
            case Node.Fifo _ -> header(name, fields(FIFO | permissions, owner, 1));
            case Node.Device device -> {
                var type = device.kind() == DeviceKind.BLOCK ? BLOCK : CHARACTER;
                header(
                        name,
                        new Fields(
                                ++inodes, type | permissions, owner, 1, modified, 0, device.major(), device.minor()));
            }
            case Node.SymbolicLink link -> {
                var bytes = new TreePath(link.target()).toBytes();
                header(name, new Fields(++inodes, LINK | permissions, owner, 1, modified, bytes.length, 0, 0));
                put(bytes, bytes.length);
                pad(4);
            }
            case Node.RegularFile file -> regular(name, file);
        }
    }

    private Fields fields(int mode, Attributes owner, int links) {
        return new Fields(++inodes, mode, owner, links, modified, 0, 0, 0);
    }

    private void regular(byte[] name, Node.RegularFile file) throws IOException {
        var names = links.get(file.identity());
        if (names.written++ == 0) {
            names.inode = ++inodes;
        }
        var last = names.written == names.total;
        var size = last ? file.content().size() : 0;
        var owner = file.attributes();
        header(name, new Fields(names.inode, REGULAR | owner.permissions(), owner, names.total, modified, size, 0, 0));
        if (last) {
            content(file, size);
        }
    }

    private void content(Node.RegularFile file, long size) throws IOException {
        var left = size;
        try (var in = ContentReader.open(file.content())) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                put(buffer, count);
                left -= count;
                progress.advance(count);
            }
        }
        if (left != 0) {
            throw new IOException("a content of " + size + " bytes had " + (size - left));
        }
        pad(4);
    }

    private void header(byte[] name, Fields f) throws IOException {
        var header = new byte[110];
        System.arraycopy(MAGIC, 0, header, 0, 6);
        long[] values = {
            f.inode,
            f.mode,
            f.owner.uid(),
            f.owner.gid(),
            f.links,
            f.time,
            f.size,
            0,
            0,
            f.major,
            f.minor,
            name.length + 1L,
            0
        };
        for (var i = 0; i < values.length; i++) {
            hex(header, 6 + 8 * i, values[i]);
        }
        put(header, header.length);
        put(name, name.length);
        put(ZEROS, 1);
        pad(4);
    }

    private static void hex(byte[] header, int offset, long value) {
        for (var digit = 7; digit >= 0; digit--) {
            header[offset + digit] = (byte) "0123456789ABCDEF".charAt((int) (value & 15));
            value >>>= 4;
        }
    }

    private void pad(int alignment) throws IOException {
        put(ZEROS, (int) (-position & (alignment - 1)));
    }

    private void put(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        position += count;
    }
}
