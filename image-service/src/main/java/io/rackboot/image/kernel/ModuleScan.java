package io.rackboot.image.kernel;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes what depmod would write, from what the modules say of themselves: a package's modules come without it.
final class ModuleScan {
    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9._+@/-]+\\.ko(\\.(gz|xz|zst))?");
    private static final int MAXIMUM_MODULES = 20_000;
    private static final int MAXIMUM_CHAIN = 100;

    private record Module(String path, ModuleInfo info) {}

    private final Tree tree;
    private final TreePath directory;
    private final Map<String, Module> modules = new TreeMap<>();

    ModuleScan(Tree tree, TreePath directory) {
        this.tree = tree;
        this.directory = directory;
    }

    /// Writes modules.dep, modules.alias and modules.softdep into the directory.
    void write(Unpacker unpacker) throws IOException {
        read(unpacker);
        var dependencies = new StringBuilder();
        var aliases = new StringBuilder();
        var soft = new StringBuilder();
        for (var entry : modules.entrySet()) {
            var module = entry.getValue();
            dependencies.append(module.path()).append(':');
            var needed = new LinkedHashSet<String>();
            collect(entry.getKey(), needed, 0);
            needed.remove(entry.getKey());
            List.copyOf(needed)
                    .reversed()
                    .forEach(name ->
                            dependencies.append(' ').append(modules.get(name).path()));
            dependencies.append('\n');
            module.info()
                    .values("alias")
                    .forEach(alias -> aliases.append("alias ")
                            .append(alias)
                            .append(' ')
                            .append(entry.getKey())
                            .append('\n'));
            module.info()
                    .values("softdep")
                    .forEach(words -> soft.append("softdep ")
                            .append(entry.getKey())
                            .append(' ')
                            .append(words)
                            .append('\n'));
        }
        put("modules.dep", dependencies);
        put("modules.alias", aliases);
        put("modules.softdep", soft);
    }

    private void read(Unpacker unpacker) throws IOException {
        for (var entry : List.copyOf(tree.below(directory).entrySet())) {
            var path = entry.getKey().bytes().substring(directory.bytes().length() + 1);
            if (entry.getValue() instanceof Node.RegularFile file
                    && MODULE.matcher(path).matches()) {
                var info = unpacker.info(entry.getKey().toString(), file.content());
                modules.put(
                        ModuleDirectory.name(path), new Module(path, info.orElseGet(() -> new ModuleInfo(List.of()))));
            }
            if (modules.size() > MAXIMUM_MODULES) {
                throw new RefusedSourceException(directory + ": more than " + MAXIMUM_MODULES + " modules");
            }
        }
    }

    /// What a module needs, in the order to load it, itself last.
    private void collect(String name, Set<String> needed, int chain) throws RefusedSourceException {
        if (chain > MAXIMUM_CHAIN) {
            throw new RefusedSourceException(
                    directory + ": module " + name + " stands behind a chain of more than " + MAXIMUM_CHAIN);
        }
        for (var other : modules.get(name).info().depends()) {
            if (modules.containsKey(other) && !other.equals(name) && !needed.contains(other)) {
                collect(other, needed, chain + 1);
            }
        }
        needed.add(name);
    }

    private void put(String name, StringBuilder text) throws RefusedSourceException {
        tree.put(directory.child(name), Node.file(Attributes.root(0644), Content.text(text.toString())));
    }
}
