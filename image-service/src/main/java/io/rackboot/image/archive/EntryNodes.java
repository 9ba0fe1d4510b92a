package io.rackboot.image.archive;

import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.EntryName;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Makes nodes of the entries of tar archives; contents go into one spool file, so that no name, link or device of an
/// untrusted archive ever meets the service's own file system.
final class EntryNodes {
    private final TreeLimits limits;
    private final Path spool;
    private final OutputStream spooled;
    private final byte[] buffer = new byte[1 << 16];
    private long spoolSize;

    /// Finds what a hard link leads to.
    @FunctionalInterface
    interface Targets {
        Optional<Node> find(TreePath target) throws RefusedSourceException;
    }

    EntryNodes(TreeLimits limits, Path spool, OutputStream spooled) {
        this.limits = limits;
        this.spool = spool;
        this.spooled = spooled;
    }

    Node of(TreePath path, TarEntry entry, TarReader tar, Targets targets) throws IOException {
        return switch (entry.type()) {
            // Before POSIX a directory was a file whose name ends with a slash.
            case '0', '7' ->
                entry.name().endsWith("/") ? new Node.Directory(entry.attributes()) : regular(path, entry, tar);
            case '1' -> hardLink(path, entry, targets);
            case '2' -> {
                limits.requireTarget(path, entry.target());
                yield new Node.SymbolicLink(entry.attributes(), entry.target());
            }
            case '3' -> device(path, entry, DeviceKind.CHARACTER);
            case '4' -> device(path, entry, DeviceKind.BLOCK);
            case '5' -> new Node.Directory(entry.attributes());
            case '6' -> new Node.Fifo(entry.attributes());
            default ->
                throw new RefusedSourceException(
                        path + ": an entry of the unknown type '" + printable(entry.type()) + "'");
        };
    }

    void flush() throws IOException {
        spooled.flush();
    }

    private Node.RegularFile regular(TreePath path, TarEntry entry, TarReader tar) throws IOException {
        limits.requireBytes(path, spoolSize + entry.size());
        var start = spoolSize;
        for (var count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            spooled.write(buffer, 0, count);
            spoolSize += count;
        }
        return new Node.RegularFile(
                entry.attributes(), new Content.Region(spool, start, entry.size()), new FileIdentity());
    }

    private static Node hardLink(TreePath path, TarEntry entry, Targets targets) throws RefusedSourceException {
        var target = EntryName.path(entry.target());
        var node = targets.find(target)
                .orElseThrow(() -> new RefusedSourceException(
                        path + ": a hard link to " + target + ", which is not in the archive"));
        if (node instanceof Node.Directory) {
            throw new RefusedSourceException(path + ": a hard link to the directory " + target);
        }
        return node;
    }

    private static Node device(TreePath path, TarEntry entry, DeviceKind kind) throws RefusedSourceException {
        if (entry.major() > 0xFFF || entry.minor() > 0xFFFFF) {
            throw new RefusedSourceException(
                    path + ": a device " + entry.major() + ":" + entry.minor() + ", which Linux cannot have");
        }
        return new Node.Device(entry.attributes(), kind, entry.major(), entry.minor());
    }

    private static String printable(char type) {
        return type >= ' ' && type < 0x7f ? String.valueOf(type) : "\\x%02x".formatted((int) type & 0xFF);
    }
}
