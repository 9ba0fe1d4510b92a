package io.rackboot.image.ext4;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Node;
import java.util.ArrayList;
import java.util.List;

/// A file, directory, link or device with its place: numbers and blocks are given before anything is written.
final class Inode {
    private final int number;
    private final Node node;
    private final List<Entry> entries = new ArrayList<>();
    private int links;
    private long size;
    private long blocks;
    private long start;
    private long attributeBlock;
    private long extentBlock;

    /// A name in a directory.
    record Entry(String name, Inode inode) {}

    Inode(int number, Node node) {
        this.number = number;
        this.node = node;
    }

    int number() {
        return number;
    }

    Node node() {
        return node;
    }

    Attributes attributes() {
        return node.attributes();
    }

    List<Entry> entries() {
        return entries;
    }

    void add(String name, Inode inode) {
        entries.add(new Entry(name, inode));
    }

    int links() {
        return links;
    }

    void link() {
        links++;
    }

    long size() {
        return size;
    }

    /// {@return blocks of content}
    long blocks() {
        return blocks;
    }

    /// {@return the first of them}
    long start() {
        return start;
    }

    /// {@return the block of the extended attributes, 0 for none}
    long attributeBlock() {
        return attributeBlock;
    }

    /// {@return the block with the extents, 0 where the inode itself has room for them}
    long extentBlock() {
        return extentBlock;
    }

    void hold(long bytes) {
        size = bytes;
        blocks = Geometry.blocks(bytes);
    }

    /// Its content stands in the inode itself.
    void inline(long bytes) {
        size = bytes;
        blocks = 0;
    }

    /// {@return how many blocks it takes, attributes and extents counted}
    long allBlocks() {
        return blocks + (needsAttributeBlock() ? 1 : 0) + (needsExtentBlock() ? 1 : 0);
    }

    /// Gives it its blocks: attributes, extents, content.
    ///
    /// @return the next free block
    long lay(long at) {
        var next = at;
        if (needsAttributeBlock()) {
            attributeBlock = next++;
        }
        if (needsExtentBlock()) {
            extentBlock = next++;
        }
        start = next;
        return next + blocks;
    }

    private boolean needsAttributeBlock() {
        return !AttributeBlock.writable(attributes().extended()).isEmpty();
    }

    private boolean needsExtentBlock() {
        return Extents.count(blocks) > Extents.INLINE;
    }
}
