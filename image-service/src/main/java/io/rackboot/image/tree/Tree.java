package io.rackboot.image.tree;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// A root file system: nodes by path, in the order of their names' bytes, a directory always before what it holds.
///
/// Every node but the root has a directory as its parent: no name leads through a symbolic link or out of the tree.
public final class Tree {
    /// What a directory that nobody described gets.
    public static final Attributes DIRECTORY = Attributes.root(0755);

    // The root is 0755 and root's whatever the source directory's own mode is, since one made by `mktemp -d` would
    // close
    // the machine's `/` to all but root.
    private final Nodes nodes = new Nodes(new Node.Directory(DIRECTORY));

    /// {@return all nodes in order, the root first}
    public SortedMap<TreePath, Node> nodes() {
        return nodes.all();
    }

    /// {@return the node at exactly this path, no link followed}
    public Optional<Node> at(TreePath path) {
        return nodes.at(path);
    }

    /// {@return the regular file at exactly this path, no link followed}
    public Optional<Node.RegularFile> file(TreePath path) {
        return at(path).filter(Node.RegularFile.class::isInstance).map(Node.RegularFile.class::cast);
    }

    /// Puts a node at exactly this path; a later one replaces an earlier one, as when a tar archive is unpacked. A
    /// directory that is not there yet is made.
    ///
    /// @throws RefusedSourceException where the parent is no directory, or a directory in use would be replaced
    public void put(TreePath path, Node node) throws RefusedSourceException {
        if (path.equals(TreePath.ROOT)) {
            return;
        }
        requireDirectory(path.parent(), path);
        if (nodes.isDirectory(path)
                && !(node instanceof Node.Directory)
                && !below(path).isEmpty()) {
            throw new RefusedSourceException(path + ": would replace a directory that is not empty");
        }
        nodes.put(path, node);
    }

    /// Puts a node at a path whose directories are resolved as inside a chroot, so that `/lib/modules` comes to lie in
    /// `/usr/lib` where `/lib` is a link to it.
    ///
    /// @throws RefusedSourceException where a component is neither directory nor link to one
    public TreePath place(String path, Node node) throws RefusedSourceException {
        var wanted = TreePath.of(path);
        var place = directory(wanted.parent()).child(wanted.name());
        if (nodes.isDirectory(place) && !(node instanceof Node.Directory)) {
            throw new RefusedSourceException(place + ": is a directory in the root, but the image needs a file there");
        }
        put(place, node);
        return place;
    }

    /// Sees that a directory is there, and {@return where it is after its links are followed}.
    public TreePath directory(TreePath path) throws RefusedSourceException {
        var walk = new PathWalk(nodes(), path.bytes());
        while (walk.walk() instanceof Resolution.Absent(var reason)) {
            if (at(walk.missing()).isPresent()) {
                throw new RefusedSourceException(path + ": " + reason);
            }
            put(walk.missing(), new Node.Directory(DIRECTORY));
            walk = new PathWalk(nodes(), path.bytes());
        }
        if (!nodes.isDirectory(walk.at())) {
            throw new RefusedSourceException(path + ": is not a directory in the root");
        }
        return walk.at();
    }

    /// {@return where a directory is after its links are followed; empty where there is none}
    public Optional<TreePath> existingDirectory(TreePath path) {
        return new PathWalk(nodes(), path.bytes()).walk() instanceof Resolution.Found(var place, Node.Directory _)
                ? Optional.of(place)
                : Optional.empty();
    }

    /// {@return what a path such as `/sbin/init` leads to}
    public Resolution resolve(String path) {
        return new PathWalk(nodes(), TreePath.raw(path)).walk();
    }

    /// {@return the bytes of all regular files, hard links counted once}
    public long contentSize() {
        var seen = Collections.newSetFromMap(new IdentityHashMap<FileIdentity, Boolean>());
        var size = 0L;
        for (var node : nodes().values()) {
            if (node instanceof Node.RegularFile file && seen.add(file.identity())) {
                size += file.content().size();
            }
        }
        return size;
    }

    /// Removes a node that is no directory, if it is there.
    public void remove(TreePath path) {
        if (!nodes.isDirectory(path)) {
            nodes.remove(path);
        }
    }

    /// Removes a node and all that is below it, if it is there; the root itself stays.
    public void removeAll(TreePath path) {
        List.copyOf(below(path).keySet()).forEach(nodes::remove);
        if (!path.equals(TreePath.ROOT)) {
            nodes.remove(path);
        }
    }

    /// {@return about how many bytes of memory its names, link targets and extended attributes take}
    public long described() {
        return nodes.described();
    }

    /// {@return how many nodes there are}
    public int size() {
        return nodes().size();
    }

    /// {@return the nodes below a directory}
    public Map<TreePath, Node> below(TreePath directory) {
        return nodes.below(directory);
    }

    /// Step by step: a hostile name has more directories than the stack has room for.
    private void requireDirectory(TreePath parent, TreePath child) throws RefusedSourceException {
        var missing = new ArrayDeque<TreePath>();
        var present = parent;
        while (at(present).isEmpty()) {
            missing.push(present);
            present = present.parent();
        }
        var below = missing.isEmpty() ? child : missing.peek();
        switch (at(present).orElseThrow()) {
            case Node.Directory _ -> missing.forEach(directory -> nodes.put(directory, new Node.Directory(DIRECTORY)));
            case Node.SymbolicLink link ->
                throw new RefusedSourceException(below + ": its directory " + present + " is a symbolic link to "
                        + TreePath.text(link.target()));
            case Node.RegularFile _, Node.Device _, Node.Fifo _ ->
                throw new RefusedSourceException(below + ": its directory " + present + " is a file");
        }
    }
}
