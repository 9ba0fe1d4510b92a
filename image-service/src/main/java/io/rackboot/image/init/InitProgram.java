package io.rackboot.image.init;

import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;

/// What /init hands over to.
///
/// @param path as the specification says it
/// @param file what the path leads to
/// @param reporter who reports the end of its boot
public record InitProgram(String path, TreePath file, CompletionReporter reporter) {
    private static final int EXECUTABLE = 0111;

    /// Finds the program in a root.
    ///
    /// @throws RefusedSourceException where it is not there or is not executable: the kernel would panic
    public static InitProgram in(Tree tree, String path) throws RefusedSourceException {
        return switch (tree.resolve(path)) {
            case Resolution.Absent(var reason) ->
                throw new RefusedSourceException("init " + path + " leads nowhere in the root: " + reason);
            case Resolution.Found(var at, Node.RegularFile file) -> {
                if ((file.attributes().permissions() & EXECUTABLE) == 0) {
                    throw new RefusedSourceException("init " + path + " (" + at + ") is not executable");
                }
                yield new InitProgram(path, at, reporter(tree, at, file));
            }
            case Resolution.Found found ->
                throw new RefusedSourceException("init " + path + " (" + found.path() + ") is not a file");
        };
    }

    private static CompletionReporter reporter(Tree tree, TreePath at, Node.RegularFile file) {
        if (at.name().equals("systemd")) {
            return CompletionReporter.UNIT;
        }
        return at.name().startsWith("busybox") || linkedToBusybox(tree, file)
                ? CompletionReporter.INITTAB
                : CompletionReporter.INIT;
    }

    private static boolean linkedToBusybox(Tree tree, Node.RegularFile file) {
        return tree.nodes().entrySet().stream()
                .anyMatch(entry -> entry.getValue() instanceof Node.RegularFile other
                        && other.identity().equals(file.identity())
                        && entry.getKey().name().startsWith("busybox"));
    }
}
