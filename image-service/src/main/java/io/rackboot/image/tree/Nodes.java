package io.rackboot.image.tree;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Nodes by path, in the order of their names' bytes, and about how much memory takes what describes them.
final class Nodes {
    // What an attribute takes besides its name and value: the entry of a map, two objects.
    private static final int ATTRIBUTE = 128;

    private final TreeMap<TreePath, Node> nodes = new TreeMap<>();
    private long described;

    /// @param root not counted in [#described]: every tree has it
    Nodes(Node.Directory root) {
        nodes.put(TreePath.ROOT, root);
    }

    /// {@return all in order, not to be changed}
    SortedMap<TreePath, Node> all() {
        return Collections.unmodifiableSortedMap(nodes);
    }

    /// {@return about how many bytes of memory names, link targets and extended attributes take}
    long described() {
        return described;
    }

    /// {@return the node at exactly this path}
    Optional<Node> at(TreePath path) {
        return Optional.ofNullable(nodes.get(path));
    }

    boolean isDirectory(TreePath path) {
        return nodes.get(path) instanceof Node.Directory;
    }

    /// {@return those below a directory, not to be changed}
    Map<TreePath, Node> below(TreePath directory) {
        if (directory.equals(TreePath.ROOT)) {
            return Collections.unmodifiableMap(nodes.tailMap(TreePath.ROOT, false));
        }
        var start = new TreePath(directory.bytes() + "/");
        return Collections.unmodifiableMap(nodes.subMap(start, new TreePath(directory.bytes() + "0")));
    }

    void put(TreePath path, Node node) {
        described += description(path, node);
        Optional.ofNullable(nodes.put(path, node)).ifPresent(replaced -> described -= description(path, replaced));
    }

    void remove(TreePath path) {
        Optional.ofNullable(nodes.remove(path)).ifPresent(removed -> described -= description(path, removed));
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
}
