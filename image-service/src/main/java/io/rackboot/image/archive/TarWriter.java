package io.rackboot.image.archive;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Writes a tree as a tar archive (pax), for programs that make file systems of one. Equal trees give equal bytes. Of
/// the hard links of a file the first carries its content. The root itself, which is always the same, has no entry.
public final class TarWriter {
    private static final Attributes PAX = Attributes.root(0644);
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

    private void write(TreePath path, Node node) throws IOException {
        var owner = node.attributes();
        switch (node) {
            case Node.Directory _ -> header(new UstarBlock(path.bytes() + "/", owner, '5', 0, "", 0, 0));
            case Node.Fifo _ -> header(new UstarBlock(path.bytes(), owner, '6', 0, "", 0, 0));
            case Node.SymbolicLink link -> header(new UstarBlock(path.bytes(), owner, '2', 0, link.target(), 0, 0));
            case Node.Device device -> {
                var type = device.kind() == DeviceKind.BLOCK ? '4' : '3';
                header(new UstarBlock(path.bytes(), owner, type, 0, "", device.major(), device.minor()));
            }
            case Node.RegularFile file -> regular(path, file);
        }
    }

    private void regular(TreePath path, Node.RegularFile file) throws IOException {
        var first = links.putIfAbsent(file.identity(), path);
        if (first != null) {
            header(new UstarBlock(path.bytes(), file.attributes(), '1', 0, first.bytes(), 0, 0));
            return;
        }
        var size = file.content().size();
        header(new UstarBlock(path.bytes(), file.attributes(), '0', size, "", 0, 0));
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
        pad(size);
    }

    private void header(UstarBlock block) throws IOException {
        var records = PaxHeader.of(block, attributes);
        if (records.length > 0) {
            out.write(new UstarBlock("pax", PAX, 'x', records.length, "", 0, 0).bytes(modified));
            out.write(records);
            pad(records.length);
        }
        out.write(block.bytes(modified));
    }

    private void pad(long size) throws IOException {
        out.write(ZEROS, 0, (int) (-size & (TarHeader.BLOCK - 1)));
    }
}
