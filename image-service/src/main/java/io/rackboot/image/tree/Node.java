package io.rackboot.image.tree;

/// An entry of a tree.
public sealed interface Node {

    /// {@return permissions and owner}
    Attributes attributes();

    /// A directory.
    record Directory(Attributes attributes) implements Node {}

    /// A regular file.
    ///
    /// @param identity equal for the hard links of one file, and only for these
    record RegularFile(Attributes attributes, Content content, FileIdentity identity) implements Node {}

    /// A symbolic link.
    ///
    /// @param target what it points to, raw: one character per byte
    record SymbolicLink(Attributes attributes, String target) implements Node {}

    /// A device node.
    record Device(Attributes attributes, DeviceKind kind, long major, long minor) implements Node {}

    /// A named pipe.
    record Fifo(Attributes attributes) implements Node {}

    /// {@return a file of its own, without further hard links}
    static RegularFile file(Attributes attributes, Content content) {
        return new RegularFile(attributes, content, new FileIdentity());
    }
}
