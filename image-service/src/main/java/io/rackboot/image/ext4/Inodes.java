package io.rackboot.image.ext4;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The inodes of a tree, numbered and linked, in the order in which their contents lie.
final class Inodes {
    private static final String LOST_AND_FOUND = "lost+found";
    private static final int ROOT = 2;

    private final List<Inode> all = new ArrayList<>();
    private final Map<TreePath, Inode> directories = new HashMap<>();
    private final Map<Inode, Inode> parents = new IdentityHashMap<>();
    private final Map<FileIdentity, Inode> files = new IdentityHashMap<>();
    private int next = Geometry.FIRST_INODE;

    Inodes(Tree tree) {
        for (var entry : tree.nodes().entrySet()) {
            var path = entry.getKey();
            if (path.equals(TreePath.ROOT)) {
                root(tree, entry.getValue());
            } else {
                add(path, entry.getValue());
            }
        }
        all.forEach(Inodes::measure);
    }

    List<Inode> all() {
        return Collections.unmodifiableList(all);
    }

    Set<Inode> directories() {
        return Collections.unmodifiableSet(parents.keySet());
    }

    /// {@return the directory that a directory lies in; the root's is the root}
    Inode parent(Inode directory) {
        return Objects.requireNonNull(parents.get(directory));
    }

    private void root(Tree tree, Node node) {
        var root = new Inode(ROOT, node);
        directory(TreePath.ROOT, root, root);
        if (tree.at(new TreePath(LOST_AND_FOUND)).isEmpty()) {
            lostAndFound(root);
        }
    }

    private void add(TreePath path, Node node) {
        var parent = Objects.requireNonNull(directories.get(path.parent()));
        var inode = inode(node);
        parent.add(path.name(), inode);
        if (node instanceof Node.Directory) {
            directory(path, inode, parent);
        } else {
            inode.link();
        }
    }

    /// The names of one file share one; a directory is listed when it is known where it lies.
    private Inode inode(Node node) {
        return switch (node) {
            case Node.RegularFile file -> files.computeIfAbsent(file.identity(), _ -> listed(node));
            case Node.Directory _ -> new Inode(next++, node);
            case Node.SymbolicLink _, Node.Device _, Node.Fifo _ -> listed(node);
        };
    }

    private Inode listed(Node node) {
        var inode = new Inode(next++, node);
        all.add(inode);
        return inode;
    }

    /// e2fsck looks for it.
    private void lostAndFound(Inode root) {
        var inode = new Inode(next++, new Node.Directory(Attributes.root(0700)));
        root.add(LOST_AND_FOUND, inode);
        directory(new TreePath("\u0000"), inode, root);
    }

    private void directory(TreePath path, Inode inode, Inode parent) {
        directories.put(path, inode);
        parents.put(inode, parent);
        all.add(inode);
        // Its own '.', its '..' in the parent's count, and its name; the root has no name.
        inode.link();
        parent.link();
        if (inode != parent) {
            inode.link();
        }
    }

    private static void measure(Inode inode) {
        switch (inode.node()) {
            case Node.Directory _ -> inode.hold(DirectoryBlocks.size(inode));
            case Node.RegularFile file -> inode.hold(file.content().size());
            case Node.SymbolicLink link
            when link.target().length() > InodeRecord.SHORT_TARGET ->
                inode.hold(link.target().length());
            case Node.SymbolicLink link -> inode.inline(link.target().length());
            case Node.Device _, Node.Fifo _ -> inode.inline(0);
        }
    }
}
