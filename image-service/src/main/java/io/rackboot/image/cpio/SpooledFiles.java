package io.rackboot.image.cpio;

import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The regular files of an archive, their contents in one spool file. Of the hard links of a file any may carry the
/// content.
final class SpooledFiles {
    private final TreeLimits limits;
    private final Path spool;
    private final OutputStream spooled;
    private final Map<Long, Node.RegularFile> linked = new HashMap<>();
    private long size;

    /// @param spool the file that `spooled` writes
    /// @param spooled takes the contents; not closed
    SpooledFiles(TreeLimits limits, Path spool, OutputStream spooled) {
        this.limits = limits;
        this.spool = spool;
        this.spooled = spooled;
    }

    /// Puts a file, whose content comes next, into the tree.
    void add(Tree tree, TreePath path, CpioHeader header, CpioInput in) throws IOException {
        limits.requireBytes(path, size + header.size());
        var content = new Content.Region(spool, size, header.size());
        in.copy(header.size(), spooled);
        size += header.size();
        tree.put(path, header.links() < 2 ? Node.file(header.owner(), content) : linked(tree, header, content));
    }

    void flush() throws IOException {
        spooled.flush();
    }

    private Node.RegularFile linked(Tree tree, CpioHeader header, Content content) throws RefusedSourceException {
        var known = Optional.ofNullable(linked.get(header.inode()));
        if (known.isPresent() && header.size() == 0) {
            return known.get();
        }
        var identity = known.map(Node.RegularFile::identity).orElseGet(FileIdentity::new);
        var file = new Node.RegularFile(header.owner(), content, identity);
        linked.put(header.inode(), file);
        if (known.isPresent()) {
            for (var name : names(tree, identity)) {
                tree.put(name, file);
            }
        }
        return file;
    }

    private static List<TreePath> names(Tree tree, FileIdentity identity) {
        return tree.nodes().entrySet().stream()
                .filter(node -> node.getValue() instanceof Node.RegularFile file
                        && file.identity().equals(identity))
                .map(Map.Entry::getKey)
                .toList();
    }
}
