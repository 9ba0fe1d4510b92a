package io.rackboot.image.archive;

import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.EntryName;
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
    private final EntryNodes nodes;
    private final Tree tree = new Tree();

    /// @param spool the file that `spooled` writes
    /// @param spooled takes the contents; not closed
    public ArchiveReader(TreeLimits limits, Path spool, OutputStream spooled) {
        this.limits = limits;
        this.nodes = new EntryNodes(limits, spool, spooled);
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
        nodes.flush();
        return tree;
    }

    private void add(TarEntry entry, TarReader tar) throws IOException {
        var path = EntryName.path(entry.name());
        if (path.equals(TreePath.ROOT)) {
            return;
        }
        limits.requireName(path);
        tree.put(path, nodes.of(path, entry, tar, tree::at));
        limits.requireMemory(path, tree);
    }
}
