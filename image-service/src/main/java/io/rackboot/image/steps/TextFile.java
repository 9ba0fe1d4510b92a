package io.rackboot.image.steps;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A text of a root, read and written in lines; links are followed as inside the root.
record TextFile(Tree tree, String path, Attributes attributes) {

    /// {@return its lines; empty where it is not there}
    Optional<List<String>> lines() throws IOException {
        return switch (tree.resolve(path)) {
            case Resolution.Found(var _, Node.RegularFile file) ->
                Optional.of(ContentReader.text(file.content()).lines().toList());
            case Resolution.Found(var at, var _) ->
                throw new RefusedSourceException(at + ": is not a file in the root");
            case Resolution.Absent _ -> Optional.empty();
        };
    }

    /// Writes it, with the owner and mode that it has, else those given.
    void write(List<String> lines) throws IOException {
        var content = Content.text(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        if (tree.resolve(path) instanceof Resolution.Found(var at, Node.RegularFile file)) {
            tree.put(at, Node.file(file.attributes(), content));
        } else {
            tree.place(path, Node.file(attributes, content));
        }
    }
}
