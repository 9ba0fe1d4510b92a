package io.rackboot.image.tree;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A root file system: nodes by path, in the order of their names' bytes, a directory always before what it holds.
///
/// Every node but the root has a directory as its parent: no name leads through a symbolic link or out of the tree.
public final class Tree {
    /// What a directory that nobody described gets.
    public static final Attributes DIRECTORY = Attributes.root(0755);

    private static final int MAXIMUM_LINKS = 40;
    // What an attribute takes besides its name and value: the entry of a map, two objects.
    private static final int ATTRIBUTE = 128;

    private final TreeMap<TreePath, Node> nodes = new TreeMap<>();
    private long described;

    /// An empty root. It is 0755 and root's whatever the source directory's own mode is, since one made by `mktemp -d`
    /// would close the machine's `/` to all but root.
    public Tree() {
        nodes.put(TreePath.ROOT, new Node.Directory(DIRECTORY));
    }

    /// {@return all nodes in order, the root first}
    public SortedMap<TreePath, Node> nodes() {
        return Collections.unmodifiableSortedMap(nodes);
    }

    /// {@return the node at exactly this path, no link followed}
    public Optional<Node> at(TreePath path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /// {@return the regular file at exactly this path, no link followed}
    public Optional<Node.RegularFile> file(TreePath path) {
        return nodes.get(path) instanceof Node.RegularFile file ? Optional.of(file) : Optional.empty();
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
        var present = nodes.get(path);
        if (present instanceof Node.Directory && !(node instanceof Node.Directory) && hasEntries(path)) {
            throw new RefusedSourceException(path + ": would replace a directory that is not empty");
        }
        set(path, node);
    }

    private void set(TreePath path, Node node) {
        at(path).ifPresent(replaced -> described -= description(path, replaced));
        nodes.put(path, node);
        described += description(path, node);
    }

    /// Puts a node at a path whose directories are resolved as inside a chroot, so that `/lib/modules` comes to lie in
    /// `/usr/lib` where `/lib` is a link to it.
    ///
    /// @throws RefusedSourceException where a component is neither directory nor link to one
    public TreePath place(String path, Node node) throws RefusedSourceException {
        var wanted = TreePath.of(path);
        var place = directory(wanted.parent()).child(wanted.name());
        if (nodes.get(place) instanceof Node.Directory && !(node instanceof Node.Directory)) {
            throw new RefusedSourceException(place + ": is a directory in the root, but the image needs a file there");
        }
        put(place, node);
        return place;
    }

    /// Sees that a directory is there, and {@return where it is after its links are followed}.
    public TreePath directory(TreePath path) throws RefusedSourceException {
        var walk = new Walk(path.bytes());
        while (walk.step() instanceof Resolution.Absent(var reason)) {
            if (nodes.containsKey(walk.missing)) {
                throw new RefusedSourceException(path + ": " + reason);
            }
            put(walk.missing, new Node.Directory(DIRECTORY));
            walk = new Walk(path.bytes());
        }
        if (!(nodes.get(walk.at) instanceof Node.Directory)) {
            throw new RefusedSourceException(path + ": is not a directory in the root");
        }
        return walk.at;
    }

    /// {@return what a path such as `/sbin/init` leads to}
    public Resolution resolve(String path) {
        return new Walk(TreePath.raw(path)).step();
    }

    /// {@return the bytes of all regular files, hard links counted once}
    public long contentSize() {
        var seen = Collections.newSetFromMap(new IdentityHashMap<FileIdentity, Boolean>());
        var size = 0L;
        for (var node : nodes.values()) {
            if (node instanceof Node.RegularFile file && seen.add(file.identity())) {
                size += file.content().size();
            }
        }
        return size;
    }

    /// Removes a node that is no directory, if it is there.
    public void remove(TreePath path) {
        if (!(nodes.get(path) instanceof Node.Directory)) {
            forget(path);
        }
    }

    /// Removes a node and all that is below it, if it is there; the root itself stays.
    public void removeAll(TreePath path) {
        List.copyOf(below(path).keySet()).forEach(this::forget);
        if (!path.equals(TreePath.ROOT)) {
            forget(path);
        }
    }

    private void forget(TreePath path) {
        at(path).ifPresent(node -> described -= description(path, node));
        nodes.remove(path);
    }

    private static long description(TreePath path, Node node) {
        var bytes = (long) path.bytes().length();
        if (node instanceof Node.SymbolicLink link) {
            bytes += link.target().length();
        }
        for (var attribute : node.attributes().extended().entrySet()) {
            bytes += ATTRIBUTE
                    + attribute.getKey().length()
                    + attribute.getValue().length();
        }
        return bytes;
    }

    /// {@return about how many bytes of memory its names, link targets and extended attributes take}
    public long described() {
        return described;
    }

    /// {@return how many nodes there are}
    public int size() {
        return nodes.size();
    }

    /// {@return the nodes below a directory}
    public Map<TreePath, Node> below(TreePath directory) {
        if (directory.equals(TreePath.ROOT)) {
            return Collections.unmodifiableMap(nodes.tailMap(TreePath.ROOT, false));
        }
        var start = new TreePath(directory.bytes() + "/");
        return Collections.unmodifiableMap(nodes.subMap(start, new TreePath(directory.bytes() + "0")));
    }

    /// Step by step: a hostile name has more directories than the stack has room for.
    private void requireDirectory(TreePath parent, TreePath child) throws RefusedSourceException {
        var missing = new ArrayDeque<TreePath>();
        var present = parent;
        while (!nodes.containsKey(present)) {
            missing.push(present);
            present = present.parent();
        }
        var below = missing.isEmpty() ? child : missing.peek();
        switch (Objects.requireNonNull(nodes.get(present))) {
            case Node.Directory _ -> missing.forEach(directory -> set(directory, new Node.Directory(DIRECTORY)));
            case Node.SymbolicLink link ->
                throw new RefusedSourceException(below + ": its directory " + present + " is a symbolic link to "
                        + TreePath.text(link.target()));
            case Node.RegularFile _, Node.Device _, Node.Fifo _ ->
                throw new RefusedSourceException(below + ": its directory " + present + " is a file");
        }
    }

    private boolean hasEntries(TreePath directory) {
        var next = nodes.higherKey(directory.child(""));
        return next != null && next.bytes().startsWith(directory.bytes() + "/");
    }

    /// Follows a path component by component.
    private final class Walk {
        private final Deque<String> ahead;
        private TreePath at = TreePath.ROOT;
        private TreePath missing = TreePath.ROOT;
        private int links;

        Walk(String raw) {
            ahead = new ArrayDeque<>(TreePath.components(raw));
        }

        Resolution step() {
            while (!ahead.isEmpty()) {
                var component = ahead.pop();
                if (component.equals("..")) {
                    at = at.parent();
                    continue;
                }
                var next = at.child(component);
                switch (nodes.get(next)) {
                    case null -> {
                        missing = next;
                        return new Resolution.Absent(next + " is not there");
                    }
                    case Node.SymbolicLink link -> {
                        if (++links > MAXIMUM_LINKS) {
                            missing = next;
                            return new Resolution.Absent(next + " is a loop of symbolic links");
                        }
                        follow(link.target());
                    }
                    case Node.Directory _ -> at = next;
                    case Node.RegularFile _, Node.Device _, Node.Fifo _ -> {
                        if (!ahead.isEmpty()) {
                            missing = next;
                            return new Resolution.Absent(next + " is not a directory");
                        }
                        at = next;
                    }
                }
            }
            return new Resolution.Found(at, Objects.requireNonNull(nodes.get(at)));
        }

        private void follow(String target) {
            if (target.startsWith("/")) {
                at = TreePath.ROOT;
            }
            TreePath.components(target).reversed().forEach(ahead::push);
        }
    }
}
