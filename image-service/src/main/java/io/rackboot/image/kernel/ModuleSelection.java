package io.rackboot.image.kernel;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/// Modules chosen for an image.
///
/// @param source where their files are
/// @param load names in the order to load them; what the kernel has built in is left out
/// @param files path of each file and the paths that it needs, dependencies included
public record ModuleSelection(ModuleDirectory source, List<String> load, SortedMap<String, List<String>> files) {

    /// Puts the modules into a root, under `/lib/modules/<release>`, unpacked, with a modules.dep of their own. Where
    /// the root has a modules.dep of that release already, only missing lines are added to it.
    ///
    /// @param unpack reads a module's file unpacked
    public void place(Tree tree, Unpacker unpack) throws IOException {
        var base = "/lib/modules/" + source.release() + "/";
        for (var path : files.keySet()) {
            tree.place(base + unpacked(path), Node.file(Attributes.root(0644), content(path, unpack)));
        }
        var list = base + "modules.dep";
        var merged = new StringBuilder(present(tree, list));
        var lines = merged.toString()
                .lines()
                .map(line -> line.replaceAll(":.*", ""))
                .toList();
        files.forEach((path, needs) -> {
            if (!lines.contains(unpacked(path))) {
                merged.append(unpacked(path)).append(':');
                needs.forEach(need -> merged.append(' ').append(unpacked(need)));
                merged.append('\n');
            }
        });
        var place = tree.place(list, Node.file(Attributes.root(0644), Content.text(merged.toString())));
        // kmod's modprobe prefers the binary index, which would not know the added lines.
        tree.remove(place.parent().child("modules.dep.bin"));
    }

    private Content content(String path, Unpacker unpack) throws IOException {
        var file = source.directory().resolve(path).toRealPath();
        return path.endsWith(".ko") ? Content.SourceFile.of(file) : new Content.Bytes(unpack.unpack(file));
    }

    /// Reads a whole file, unpacked by its content.
    @FunctionalInterface
    public interface Unpacker {
        /// {@return its bytes}
        byte[] unpack(Path file) throws IOException;
    }

    private static String present(Tree tree, String path) throws IOException {
        return switch (tree.resolve(path)) {
            case Resolution.Found found
            when found.node() instanceof Node.RegularFile file -> ContentReader.text(file.content());
            case Resolution.Found found -> throw new RefusedSourceException(found.path() + ": is not a file");
            case Resolution.Absent _ -> "";
        };
    }

    private static String unpacked(String path) {
        return path.replaceFirst("\\.ko\\.(gz|xz|zst)$", ".ko");
    }
}
