package io.rackboot.image.archive;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/// Lays the tar archives of an image's layers upon a tree (OCI image specification, "Applying Changesets"): what a
/// layer has replaces what lies below it, `.wh.NAME` removes it, `.wh..wh..opq` removes all that its directory has from
/// below. Directories are found as inside a chroot, so that no link of a lower layer leads out.
public final class LayerReader {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    /// What AUFS wrote for itself.
    private static final String AUFS = ".wh..wh.";

    private final EntryNodes nodes;
    private final TreeLimits limits;
    private int entries;

    /// @param spool the file that `spooled` writes
    /// @param spooled takes the contents of all layers; not closed
    public LayerReader(TreeLimits limits, Path spool, OutputStream spooled) {
        this.limits = limits;
        this.nodes = new EntryNodes(limits, spool, spooled);
    }

    /// Lays one layer upon the tree.
    ///
    /// @throws RefusedSourceException for a layer that is damaged, beyond the limits, or has what no root can have
    public void apply(InputStream unpacked, Tree tree) throws IOException {
        var tar = new TarReader(unpacked);
        Set<TreePath> own = new HashSet<>();
        for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            var path = EntryName.path(entry.get().name());
            limits.requireEntries(path, ++entries);
            if (!path.equals(TreePath.ROOT)) {
                limits.requireName(path);
                apply(path, entry.get(), tar, tree, own);
            }
        }
        nodes.flush();
    }

    private void apply(TreePath path, TarEntry entry, TarReader tar, Tree tree, Set<TreePath> own) throws IOException {
        if (path.name().startsWith(WHITEOUT)) {
            hide(path, tree, own);
            return;
        }
        var place = resolved(tree, path);
        var node = nodes.of(place, entry, tar, target -> tree.at(resolved(tree, target)));
        if (!(node instanceof Node.Directory) || !(tree.at(place).orElse(node) instanceof Node.Directory)) {
            tree.removeAll(place);
        }
        tree.put(place, node);
        own.add(place);
        limits.requireMemory(place, tree);
    }

    private static TreePath resolved(Tree tree, TreePath target) throws RefusedSourceException {
        return tree.directory(target.parent()).child(target.name());
    }

    /// Where its directory is none it hides nothing: of a directory that a file replaces `umoci repack` hides all
    /// names.
    private static void hide(TreePath path, Tree tree, Set<TreePath> own) throws RefusedSourceException {
        var directory = tree.existingDirectory(path.parent());
        if (directory.isEmpty()) {
            return;
        }
        if (path.name().equals(OPAQUE)) {
            removeBelow(tree, directory.get(), own);
        } else if (!path.name().startsWith(AUFS)) {
            whiteout(tree, directory.get(), path, own);
        }
    }

    private static void whiteout(Tree tree, TreePath directory, TreePath path, Set<TreePath> own)
            throws RefusedSourceException {
        var hidden = path.name().substring(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new RefusedSourceException(path + ": hides nothing");
        }
        var place = directory.child(hidden);
        if (own.contains(place)) {
            // Of this layer itself: a whiteout is of the layers below.
            removeBelow(tree, place, own);
        } else {
            tree.removeAll(place);
        }
    }

    private static void removeBelow(Tree tree, TreePath directory, Set<TreePath> own) {
        var gone = new ArrayList<TreePath>();
        for (var path : tree.below(directory).keySet()) {
            if (!own.contains(path)) {
                gone.add(path);
            }
        }
        // A directory of a lower layer that holds something of this one stays.
        for (var path : gone.reversed()) {
            if (tree.below(path).isEmpty()) {
                tree.removeAll(path);
            }
        }
    }
}
