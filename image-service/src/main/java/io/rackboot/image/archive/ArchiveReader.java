package io.rackboot.image.archive;

import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// Reads a tar archive, plain or packed, as a tree. Nothing is unpacked into a directory: contents go into one spool
/// file, so that no name, link or device of an untrusted archive ever meets the service's own file system.
public final class ArchiveReader {
    private final TreeLimits limits;
    private final Path spool;
    private final OutputStream spooled;
    private final Tree tree = new Tree();
    private final byte[] buffer = new byte[1 << 16];
    private long spoolSize;

    /// @param spool the file that `spooled` writes
    /// @param spooled takes the contents; not closed
    public ArchiveReader(TreeLimits limits, Path spool, OutputStream spooled) {
        this.limits = limits;
        this.spool = spool;
        this.spooled = spooled;
    }

    /// {@return the archive's tree, its contents in the spool}
    ///
    /// @param progress told the bytes read from the file
    /// @throws RefusedSourceException for an archive that is damaged, beyond the limits, or holds an entry that no
    ///     root can have; the message names archive and entry
    public Tree read(Path archive, ByteProgress progress) throws IOException {
        try (var in = UnpackedInput.open(archive, progress)) {
            return read(in);
        } catch (RefusedSourceException e) {
            throw new RefusedSourceException(archive + ": " + e.getMessage());
        }
    }

    /// {@return the tree of an archive that is unpacked already}
    ///
    /// @throws RefusedSourceException as above; the message names the entry alone
    public Tree read(InputStream unpacked) throws IOException {
        var tar = new TarReader(unpacked);
        for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            add(entry.get(), tar);
        }
        spooled.flush();
        return tree;
    }

    private void add(TarEntry entry, TarReader tar) throws IOException {
        var path = path(entry.name());
        if (path.equals(TreePath.ROOT)) {
            return;
        }
        limits.requireName(path);
        switch (entry.type()) {
            case '0', '7' -> {
                // Before POSIX a directory was a file whose name ends with a slash.
                if (entry.name().endsWith("/")) {
                    tree.put(path, new Node.Directory(entry.attributes()));
                } else {
                    tree.put(path, regular(path, entry, tar));
                }
            }
            case '1' -> tree.put(path, hardLink(path, entry));
            case '2' -> {
                limits.requireTarget(path, entry.target());
                tree.put(path, new Node.SymbolicLink(entry.attributes(), entry.target()));
            }
            case '3' -> tree.put(path, device(path, entry, DeviceKind.CHARACTER));
            case '4' -> tree.put(path, device(path, entry, DeviceKind.BLOCK));
            case '5' -> tree.put(path, new Node.Directory(entry.attributes()));
            case '6' -> tree.put(path, new Node.Fifo(entry.attributes()));
            default ->
                throw new RefusedSourceException(
                        path + ": an entry of the unknown type '" + printable(entry.type()) + "'");
        }
        limits.requireEntries(path, tree.size());
    }

    /// A leading slash is dropped, as tar itself does; `..` never leads anywhere good.
    private static TreePath path(String name) throws RefusedSourceException {
        var path = TreePath.ROOT;
        for (var component : TreePath.components(name)) {
            if (component.equals("..")) {
                throw new RefusedSourceException("'" + TreePath.text(name) + "': a name with '..'");
            }
            if (component.indexOf(0) >= 0) {
                throw new RefusedSourceException("'" + TreePath.text(name).replace('\0', '?') + "': a name with a NUL");
            }
            path = path.child(component);
        }
        return path;
    }

    private Node.RegularFile regular(TreePath path, TarEntry entry, TarReader tar) throws IOException {
        limits.requireFile(path, entry.size());
        limits.requireBytes(path, spoolSize + entry.size());
        var start = spoolSize;
        for (var count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            spooled.write(buffer, 0, count);
            spoolSize += count;
        }
        return new Node.RegularFile(
                entry.attributes(), new Content.Region(spool, start, entry.size()), new FileIdentity());
    }

    private Node hardLink(TreePath path, TarEntry entry) throws RefusedSourceException {
        var target = path(entry.target());
        return switch (tree.at(target).orElse(null)) {
            case null ->
                throw new RefusedSourceException(path + ": a hard link to " + target + ", which is not in the archive");
            case Node.Directory _ ->
                throw new RefusedSourceException(path + ": a hard link to the directory " + target);
            case Node node -> node;
        };
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
