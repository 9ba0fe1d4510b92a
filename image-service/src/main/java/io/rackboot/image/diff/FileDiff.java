package io.rackboot.image.diff;

import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Files of two roots, in the order of their paths.
///
/// @param unavailable why the roots could not be compared
/// @param added how many only the second has
/// @param removed how many only the first has
/// @param changed how many differ
/// @param bytes how many bytes more the files of the second have
/// @param changes the first of them
/// @param truncated whether there are more than `changes` shows
public record FileDiff(
        Optional<String> unavailable,
        long added,
        long removed,
        long changed,
        long bytes,
        List<FileChange> changes,
        boolean truncated) {

    /// A file.
    ///
    /// @param from as the first root has it
    /// @param to as the second has it
    /// @param content whether its bytes differ
    /// @param extended whether its extended attributes differ
    public record FileChange(
            String path, Optional<FileState> from, Optional<FileState> to, boolean content, boolean extended) {}

    /// What stands at a path.
    ///
    /// @param type file, directory, link, block, character or fifo
    /// @param mode in octal
    /// @param target of a link; major and minor number of a device
    public record FileState(String type, long size, String mode, long uid, long gid, Optional<String> target) {
        static FileState of(Node node) {
            var attributes = node.attributes();
            return new FileState(
                    switch (node) {
                        case Node.Directory _ -> "directory";
                        case Node.RegularFile _ -> "file";
                        case Node.SymbolicLink _ -> "link";
                        case Node.Device device ->
                            switch (device.kind()) {
                                case BLOCK -> "block";
                                case CHARACTER -> "character";
                            };
                        case Node.Fifo _ -> "fifo";
                    },
                    FileDiff.size(node),
                    "%04o".formatted(attributes.permissions()),
                    attributes.uid(),
                    attributes.gid(),
                    switch (node) {
                        case Node.SymbolicLink link -> Optional.of(TreePath.text(link.target()));
                        case Node.Device device -> Optional.of(device.major() + ":" + device.minor());
                        case Node.Directory _, Node.RegularFile _, Node.Fifo _ -> Optional.empty();
                    });
        }
    }

    /// {@return that nothing is known}
    public static FileDiff unavailable(String why) {
        return new FileDiff(Optional.of(why), 0, 0, 0, 0, List.of(), false);
    }

    /// {@return the difference of two roots}
    ///
    /// @param shown how many changes are listed at most
    public static FileDiff of(Tree from, Tree to, int shown) throws IOException {
        var paths = new TreeSet<>(from.nodes().keySet());
        paths.addAll(to.nodes().keySet());
        var changes = new ArrayList<FileChange>();
        long added = 0;
        long removed = 0;
        long changed = 0;
        long bytes = 0;
        for (var path : paths) {
            var old = from.at(path);
            var now = to.at(path);
            bytes +=
                    now.map(FileDiff::size).orElse(0L) - old.map(FileDiff::size).orElse(0L);
            var change = change(path, old, now);
            if (change.isEmpty()) {
                continue;
            }
            if (old.isEmpty()) {
                added++;
            } else if (now.isEmpty()) {
                removed++;
            } else {
                changed++;
            }
            if (changes.size() < shown) {
                changes.add(change.get());
            }
        }
        return new FileDiff(
                Optional.empty(), added, removed, changed, bytes, changes, added + removed + changed > changes.size());
    }

    private static Optional<FileChange> change(TreePath path, Optional<Node> from, Optional<Node> to)
            throws IOException {
        var old = from.map(FileState::of);
        var now = to.map(FileState::of);
        var content = contentDiffers(from, to);
        var extended = from.isPresent()
                && to.isPresent()
                && !from.get()
                        .attributes()
                        .extended()
                        .equals(to.get().attributes().extended());
        return old.equals(now) && !content && !extended
                ? Optional.empty()
                : Optional.of(new FileChange("/" + TreePath.text(path.bytes()), old, now, content, extended));
    }

    private static boolean contentDiffers(Optional<Node> from, Optional<Node> to) throws IOException {
        return from.isPresent()
                && to.isPresent()
                && from.get() instanceof Node.RegularFile one
                && to.get() instanceof Node.RegularFile other
                && !ContentReader.equal(one.content(), other.content());
    }

    private static long size(Node node) {
        return node instanceof Node.RegularFile file ? file.content().size() : 0;
    }
}
