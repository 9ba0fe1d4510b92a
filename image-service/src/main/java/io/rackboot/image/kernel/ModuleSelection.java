package io.rackboot.image.kernel;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Modules chosen for an image.
///
/// @param source where their files are
/// @param load names in the order to load them; what the kernel has built in is left out
/// @param files path of each file and the paths that it needs, dependencies included
public record ModuleSelection(ModuleDirectory source, List<String> load, SortedMap<String, List<String>> files) {

    /// Puts the modules into a root, under `/lib/modules/<release>`, unpacked, with the files by which busybox and kmod
    /// find them. What the root has already stays as it is.
    ///
    /// @param unpacker reads a module's file unpacked
    public void place(Tree tree, Unpacker unpacker) throws IOException {
        var base = tree.directory(TreePath.of("/lib/modules/" + source.release()));
        var index = ModuleIndex.read(tree, base);
        for (var entry : files.entrySet()) {
            var path = entry.getKey();
            var content = unpacker.module(path, content(path));
            var place = base.child(unpacked(path));
            if (!place.bytes().equals(base.child(path).bytes())) {
                tree.remove(base.child(path));
                index.rename(path, unpacked(path));
            }
            if (tree.file(place)
                    .filter(present -> present.content().equals(content))
                    .isEmpty()) {
                tree.place(place.toString(), Node.file(Attributes.root(0644), content));
            }
            index.add(
                    unpacked(path),
                    entry.getValue().stream().map(ModuleSelection::unpacked).toList());
        }
        index.write(source, this);
    }

    /// {@return the bytes of its files, unpacked}
    public long size(Unpacker unpacker) throws IOException {
        var size = 0L;
        for (var path : files.keySet()) {
            size += unpacker.module(path, content(path)).size();
        }
        return size;
    }

    /// {@return what the modules say of themselves}
    ///
    /// @throws RefusedSourceException for a module that was built for another kernel
    public SortedMap<String, ModuleInfo> infos(Unpacker unpacker) throws IOException {
        var infos = new TreeMap<String, ModuleInfo>();
        for (var path : files.keySet()) {
            var info = unpacker.info(path, content(path));
            var release = info.flatMap(ModuleInfo::release).orElse(source.release());
            if (!release.equals(source.release())) {
                throw new RefusedSourceException("module " + path + " was built for kernel " + release + ", not for "
                        + source.release() + ", in whose directory it lies");
            }
            info.ifPresent(said -> infos.put(ModuleDirectory.name(path), said));
        }
        return infos;
    }

    private Content content(String path) throws IOException {
        return source.files()
                .content(path)
                .orElseThrow(() -> new RefusedSourceException("module " + path + " of kernel " + source.release()
                        + " stands in modules.dep, but is not there"));
    }

    private static String unpacked(String path) {
        return path.replaceFirst("\\.ko\\.(gz|xz|zst)$", ".ko");
    }
}
