package io.rackboot.image.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;

/// Follows a path component by component, its symbolic links too, as inside a chroot.
final class PathWalk {
    private static final int MAXIMUM_LINKS = 40;

    private final Map<TreePath, Node> nodes;
    private final Deque<String> ahead;
    private TreePath at = TreePath.ROOT;
    private TreePath missing = TreePath.ROOT;
    private int links;

    /// @param nodes the root's among them
    /// @param raw the path, not normalized
    PathWalk(Map<TreePath, Node> nodes, String raw) {
        this.nodes = nodes;
        this.ahead = new ArrayDeque<>(TreePath.components(raw));
    }

    /// {@return where it has come to}
    TreePath at() {
        return at;
    }

    /// {@return what it cannot get past}
    TreePath missing() {
        return missing;
    }

    /// Goes as far as it gets.
    Resolution walk() {
        while (!ahead.isEmpty()) {
            var component = ahead.pop();
            if (component.equals("..")) {
                at = at.parent();
                continue;
            }
            var next = at.child(component);
            switch (nodes.get(next)) {
                case null -> {
                    return absent(next, "is not there");
                }
                case Node.SymbolicLink link -> {
                    if (++links > MAXIMUM_LINKS) {
                        return absent(next, "is a loop of symbolic links");
                    }
                    follow(link.target());
                }
                case Node.Directory _ -> at = next;
                case Node.RegularFile _, Node.Device _, Node.Fifo _ -> {
                    if (!ahead.isEmpty()) {
                        return absent(next, "is not a directory");
                    }
                    at = next;
                }
            }
        }
        return new Resolution.Found(at, Objects.requireNonNull(nodes.get(at)));
    }

    private Resolution absent(TreePath path, String reason) {
        missing = path;
        return new Resolution.Absent(path + " " + reason);
    }

    private void follow(String target) {
        if (target.startsWith("/")) {
            at = TreePath.ROOT;
        }
        TreePath.components(target).reversed().forEach(ahead::push);
    }
}
