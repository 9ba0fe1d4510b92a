package io.rackboot.image.cpio;

import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.EntryName;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// Reads a cpio archive of the newc format as a tree, its contents into one spool file.
public final class CpioReader {
    private final TreeLimits limits;
    private final SpooledFiles files;
    private final Tree tree = new Tree();

    /// @param spool the file that `spooled` writes
    /// @param spooled takes the contents; not closed
    public CpioReader(TreeLimits limits, Path spool, OutputStream spooled) {
        this.limits = limits;
        this.files = new SpooledFiles(limits, spool, spooled);
    }

    /// {@return the tree of an unpacked archive}
    ///
    /// @throws RefusedSourceException for one that is damaged or beyond the limits
    public Tree read(InputStream unpacked) throws IOException {
        var in = new CpioInput(unpacked);
        while (true) {
            var header = in.text(CpioEntry.HEADER);
            if (!header.startsWith("070701")) {
                throw new RefusedSourceException("not a cpio header at byte " + (in.position() - CpioEntry.HEADER));
            }
            var name = name(CpioHeader.nameSize(header), in);
            if (name.equals("TRAILER!!!")) {
                files.flush();
                return tree;
            }
            add(EntryName.path(name), CpioHeader.of(header), in);
        }
    }

    private static String name(long size, CpioInput in) throws IOException {
        if (size < 2 || size > TreeLimits.MAXIMUM_NAME + 1) {
            throw new RefusedSourceException("a cpio name of " + size + " bytes");
        }
        var name = in.text((int) size);
        in.skipPadding();
        return name.substring(0, name.length() - 1);
    }

    private void add(TreePath path, CpioHeader header, CpioInput in) throws IOException {
        switch (header.type()) {
            case 0040000 -> tree.put(path, new Node.Directory(header.owner()));
            case 0100000 -> files.add(tree, path, header, in);
            case 0120000 -> tree.put(path, new Node.SymbolicLink(header.owner(), target(path, header.size(), in)));
            case 0060000 -> tree.put(path, device(header, DeviceKind.BLOCK));
            case 0020000 -> tree.put(path, device(header, DeviceKind.CHARACTER));
            case 0010000 -> tree.put(path, new Node.Fifo(header.owner()));
            default -> throw new RefusedSourceException(path + ": an entry of an unknown type");
        }
        in.skipPadding();
        limits.requireMemory(path, tree);
    }

    private static String target(TreePath path, long size, CpioInput in) throws IOException {
        if (size < 1 || size > TreeLimits.MAXIMUM_NAME) {
            throw new RefusedSourceException(path + ": a link target of " + size + " bytes");
        }
        return in.text((int) size);
    }

    private static Node.Device device(CpioHeader header, DeviceKind kind) {
        return new Node.Device(header.owner(), kind, header.major(), header.minor());
    }
}
