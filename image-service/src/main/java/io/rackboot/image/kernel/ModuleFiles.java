package io.rackboot.image.kernel;

import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a kernel's modules lie: the files of one `/lib/modules/<release>`.
public sealed interface ModuleFiles {

    /// A directory of the service's machine.
    record OfMachine(Path directory) implements ModuleFiles {}

    /// A directory of a root or of a package.
    record OfTree(Tree tree, TreePath directory) implements ModuleFiles {}

    /// {@return a file, if it is there}
    ///
    /// @param path from that directory on
    default Optional<Content> content(String path) throws IOException {
        return switch (this) {
            case OfMachine(var directory) -> ofMachine(directory.resolve(path));
            case OfTree(var tree, var directory) ->
                tree.resolve(directory + "/" + path) instanceof Resolution.Found(var _, Node.RegularFile file)
                        ? Optional.of(file.content())
                        : Optional.empty();
        };
    }

    /// {@return a file as text, empty where it is not there}
    default String text(String path) throws IOException {
        var content = content(path);
        return content.isPresent() ? ContentReader.text(content.get()) : "";
    }

    private static Optional<Content> ofMachine(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(Content.SourceFile.of(file.toRealPath()));
    }
}
