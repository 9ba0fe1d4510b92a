package io.rackboot.image.kernel;

import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Kernels in a tree, of a root or of packages: `/boot/vmlinuz-<release>` or `/lib/modules/<release>/vmlinuz`, and what
/// belongs to them.
///
/// @param tree has them; what depmod would write is added to it
public record KernelFiles(Tree tree) {
    private static final List<String> BOOT = List.of("/boot");
    private static final List<String> MODULES = List.of("/lib/modules", "/usr/lib/modules");
    private static final String NAME = "vmlinuz";
    private static final Pattern RELEASE = Pattern.compile("(?!\\.)[A-Za-z0-9._+~-]{1,64}");

    /// A kernel.
    ///
    /// @param release its release: what it says itself, else what it is named for
    public record Found(String release, Content image) {}

    /// {@return the kernels of a root as they are now, whatever becomes of it}
    public static KernelFiles of(Tree root) throws RefusedSourceException {
        var kept = new Tree();
        for (var place : List.of(BOOT, MODULES)) {
            for (var path : place) {
                if (root.resolve(path) instanceof Resolution.Found(var directory, Node.Directory _)) {
                    for (var entry : root.below(directory).entrySet()) {
                        var below = entry.getKey()
                                .bytes()
                                .substring(directory.bytes().length());
                        kept.put(new TreePath(place.getFirst().substring(1) + below), entry.getValue());
                    }
                }
            }
        }
        return new KernelFiles(kept);
    }

    /// Finds one.
    ///
    /// @param where what has the kernels, for messages
    /// @param wanted the release, where it is said
    /// @throws RefusedSourceException where there is none, or several and none is said
    public Found find(String where, Optional<String> wanted) throws IOException {
        var all = kernels();
        var names = all.stream().map(Found::release).collect(Collectors.toCollection(TreeSet::new));
        var found = wanted.isPresent()
                ? all.stream()
                        .filter(kernel -> kernel.release().equals(wanted.get()))
                        .toList()
                : all;
        if (all.isEmpty()) {
            throw new RefusedSourceException(
                    where + " holds no kernel (/boot/vmlinuz-RELEASE or /lib/modules/RELEASE/vmlinuz)");
        }
        if (found.isEmpty()) {
            throw new RefusedSourceException(
                    where + " holds no kernel " + wanted.get() + ", but " + String.join(", ", names));
        }
        if (found.size() > 1) {
            throw new RefusedSourceException(where + " holds several kernels: " + String.join(", ", names)
                    + "; say which: `kernel: {root: RELEASE}`, or give the package of one");
        }
        return found.getFirst();
    }

    /// {@return the kernel's configuration, if it is there}
    public Optional<KernelConfiguration> configuration(String release) throws IOException {
        for (var path : List.of("/boot/config-" + release, "/lib/modules/" + release + "/config")) {
            if (tree.resolve(path) instanceof Resolution.Found(var _, Node.RegularFile file)) {
                return Optional.of(KernelConfiguration.of(path, ContentReader.text(file.content())));
            }
        }
        return Optional.empty();
    }

    /// {@return the kernel's modules}
    ///
    /// @param where what has the kernel, for messages
    /// @throws RefusedSourceException where there are none of this release
    public ModuleDirectory modules(String where, String release, Unpacker unpacker) throws IOException {
        var directory = TreePath.of("/lib/modules").child(release);
        if (tree.below(directory).isEmpty()) {
            var others = releasesOfModules();
            throw new RefusedSourceException(where + " holds no modules of its kernel " + release
                    + (others.isEmpty() ? "" : ", but of " + String.join(", ", others)));
        }
        if (tree.at(directory.child("modules.dep")).isEmpty()) {
            new ModuleScan(tree, directory).write(unpacker);
        }
        return ModuleDirectory.read(new ModuleFiles.OfTree(tree, directory), release);
    }

    private TreeSet<String> releasesOfModules() {
        var releases = new TreeSet<String>();
        var modules = TreePath.of("/lib/modules");
        tree.below(modules).forEach((path, node) -> {
            if (node instanceof Node.Directory && path.parent().equals(modules)) {
                releases.add(path.name());
            }
        });
        return releases;
    }

    /// A kernel that is there by two names is one.
    private List<Found> kernels() throws IOException {
        var found = new TreeMap<String, Found>();
        for (var entry : tree.nodes().entrySet()) {
            if (entry.getValue() instanceof Node.RegularFile file) {
                var name = name(entry.getKey());
                if (name.isPresent()) {
                    var release = switch (KernelImage.release(file.content())) {
                        case KernelImage.Release.Known(var said) -> said;
                        case KernelImage.Release.Unknown _ -> name.get();
                    };
                    if (!RELEASE.matcher(release).matches()) {
                        throw new RefusedSourceException(entry.getKey() + ": a kernel of release '" + release
                                + "', which no directory of modules can have");
                    }
                    found.putIfAbsent(release, new Found(release, file.content()));
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    /// {@return the release that a kernel is named for; empty for another file}
    private static Optional<String> name(TreePath path) {
        var parts = TreePath.components(path.bytes());
        if (parts.size() == 2
                && parts.getFirst().equals("boot")
                && parts.getLast().startsWith(NAME + "-")) {
            return Optional.of(parts.getLast().substring(NAME.length() + 1));
        }
        var ofModules = parts.size() == 4
                && parts.subList(0, 2).equals(List.of("lib", "modules"))
                && parts.getLast().equals(NAME);
        return ofModules ? Optional.of(parts.get(2)) : Optional.empty();
    }
}
