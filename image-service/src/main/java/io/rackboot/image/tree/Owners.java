package io.rackboot.image.tree;

/// Whose the files of a source directory are in the image.
public enum Owners {
    /// As in the directory.
    KEPT,
    /// All root's: the files of a build without root belong to whoever runs it, which means nothing on the machine.
    ROOT
}
