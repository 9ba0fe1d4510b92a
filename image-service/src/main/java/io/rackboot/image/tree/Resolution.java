package io.rackboot.image.tree;

/// What a path leads to, symbolic links followed as inside a chroot.
public sealed interface Resolution {

    /// It leads to a node that is no symbolic link.
    record Found(TreePath path, Node node) implements Resolution {}

    /// It leads nowhere.
    ///
    /// @param reason which component, and why
    record Absent(String reason) implements Resolution {}
}
