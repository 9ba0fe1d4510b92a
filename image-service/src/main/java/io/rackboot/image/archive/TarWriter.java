package io.rackboot.image.archive;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Writes a tree as a tar archive (pax), for programs that make file systems of one. Equal trees give equal bytes. Of
/// the hard links of a file the first carries its content. The root itself, which is always the same, has no entry.
public final class TarWriter {
    private static final int NAME = 100;
    private static final long LARGEST_OCTAL = 07777777L;
    private static final long LARGEST_SIZE = 077777777777L;
    private static final byte[] ZEROS = new byte[2 * TarHeader.BLOCK];

    private final OutputStream out;
    private final long modified;
    private final Predicate<String> attributes;
    private final ByteProgress progress;
    private final Map<FileIdentity, TreePath> links = new IdentityHashMap<>();
    private final byte[] buffer = new byte[1 << 16];

    /// @param out not closed
    /// @param modified the time of every entry, seconds since 1970
    /// @param attributes whether an extended attribute of that name is written
    /// @param progress told the bytes of files
    public TarWriter(OutputStream out, long modified, Predicate<String> attributes, ByteProgress progress) {
        this.out = out;
        this.modified = modified;
        this.attributes = attributes;
        this.progress = progress;
    }

    /// Writes the whole archive, its end included.
    ///
    /// @throws IOException of the output, or of a source that cannot be read as it was seen
    public void write(Tree tree) throws IOException {
        for (var entry : tree.nodes().tailMap(new TreePath("\u0000")).entrySet()) {
            write(entry.getKey(), entry.getValue());
        }
        out.write(ZEROS);
    }

    private record Entry(char type, long size, String target, long major, long minor) {
        static Entry of(char type) {
            return new Entry(type, 0, "", 0, 0);
        }
    }

    private void write(TreePath path, Node node) throws IOException {
        switch (node) {
            case Node.Directory _ -> header(path, node.attributes(), Entry.of('5'));
            case Node.Fifo _ -> header(path, node.attributes(), Entry.of('6'));
            case Node.SymbolicLink link -> header(path, node.attributes(), new Entry('2', 0, link.target(), 0, 0));
            case Node.Device device -> {
                var type = device.kind() == DeviceKind.BLOCK ? '4' : '3';
                header(path, node.attributes(), new Entry(type, 0, "", device.major(), device.minor()));
            }
            case Node.RegularFile file -> regular(path, file);
        }
    }

    private void regular(TreePath path, Node.RegularFile file) throws IOException {
        var first = links.putIfAbsent(file.identity(), path);
        if (first != null) {
            header(path, file.attributes(), new Entry('1', 0, first.bytes(), 0, 0));
            return;
        }
        var size = file.content().size();
        header(path, file.attributes(), new Entry('0', size, "", 0, 0));
        var left = size;
        try (var in = ContentReader.open(file.content())) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                left -= count;
                progress.advance(count);
            }
        }
        if (left != 0) {
            throw new IOException(path + ": a content of " + size + " bytes had " + (size - left));
        }
        out.write(ZEROS, 0, (int) (-size & (TarHeader.BLOCK - 1)));
    }

    private void header(TreePath path, Attributes owner, Entry entry) throws IOException {
        var name = path.bytes() + (entry.type() == '5' ? "/" : "");
        var records = new ByteArrayOutputStream();
        text(records, "path", name);
        text(records, "linkpath", entry.target());
        number(records, "size", entry.size(), LARGEST_SIZE);
        number(records, "uid", owner.uid(), LARGEST_OCTAL);
        number(records, "gid", owner.gid(), LARGEST_OCTAL);
        for (var attribute : owner.extended().entrySet()) {
            if (attributes.test(attribute.getKey())) {
                record(records, "SCHILY.xattr." + attribute.getKey(), attribute.getValue());
            }
        }
        if (records.size() > 0) {
            var body = records.toByteArray();
            out.write(block("pax", Attributes.root(0644), new Entry('x', body.length, "", 0, 0)));
            out.write(body);
            out.write(ZEROS, 0, -body.length & (TarHeader.BLOCK - 1));
        }
        out.write(block(name, owner, entry));
    }

    private static void text(ByteArrayOutputStream out, String keyword, String value) {
        if (value.length() > NAME) {
            record(out, keyword, value);
        }
    }

    private static void number(ByteArrayOutputStream out, String keyword, long value, long largest) {
        if (value > largest) {
            record(out, keyword, Long.toString(value));
        }
    }

    /// `<length> <keyword>=<value>\n`, the length counting its own digits.
    private static void record(ByteArrayOutputStream out, String keyword, String value) {
        var rest = " " + keyword + "=" + value + "\n";
        var length = rest.length() + 1;
        while (Integer.toString(length).length() + rest.length() != length) {
            length = Integer.toString(length).length() + rest.length();
        }
        out.writeBytes((length + rest).getBytes(StandardCharsets.ISO_8859_1));
    }

    private byte[] block(String name, Attributes owner, Entry entry) {
        var block = new byte[TarHeader.BLOCK];
        text(block, 0, NAME, name);
        octal(block, 100, 8, owner.permissions());
        octal(block, 108, 8, Math.min(owner.uid(), LARGEST_OCTAL));
        octal(block, 116, 8, Math.min(owner.gid(), LARGEST_OCTAL));
        octal(block, 124, 12, Math.min(entry.size(), LARGEST_SIZE));
        octal(block, 136, 12, modified);
        block[156] = (byte) entry.type();
        text(block, 157, NAME, entry.target());
        text(block, 257, 8, "ustar\00000");
        octal(block, 329, 8, entry.major());
        octal(block, 337, 8, entry.minor());
        Arrays.fill(block, 148, 156, (byte) ' ');
        var sum = 0;
        for (var b : block) {
            sum += b & 0xFF;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void text(byte[] block, int at, int length, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
    }

    private static void octal(byte[] block, int at, int length, long value) {
        var left = value;
        for (var i = at + length - 2; i >= at; i--) {
            block[i] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
        block[at + length - 1] = 0;
    }
}
