package io.rackboot.image.kernel;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files beside a root's modules that say what there is: modules.dep and its kin, as text for busybox, as indexes
/// for
/// kmod and udev.
final class ModuleIndex {
    private static final Attributes TEXT = Attributes.root(0644);

    private final Tree tree;
    private final TreePath base;
    private final Map<String, List<String>> dependencies;
    private final Map<String, List<String>> before;

    private ModuleIndex(Tree tree, TreePath base, Map<String, List<String>> dependencies) {
        this.tree = tree;
        this.base = base;
        this.dependencies = dependencies;
        this.before = Map.copyOf(dependencies);
    }

    /// Reads the modules.dep of a root.
    ///
    /// @param base the directory of the kernel's modules
    static ModuleIndex read(Tree tree, TreePath base) throws IOException {
        var text = switch (tree.at(base.child("modules.dep")).orElseGet(() -> Node.file(TEXT, Content.text("")))) {
            case Node.RegularFile file -> ContentReader.text(file.content());
            case Node.Directory _, Node.SymbolicLink _, Node.Device _, Node.Fifo _ ->
                throw new RefusedSourceException(base.child("modules.dep") + ": is not a file");
        };
        return new ModuleIndex(tree, base, ModuleDirectory.dependencies(text));
    }

    /// A file is there by another name.
    void rename(String from, String to) {
        var renamed = new LinkedHashMap<String, List<String>>();
        dependencies.forEach((path, needs) -> renamed.put(
                path.equals(from) ? to : path,
                needs.stream().map(need -> need.equals(from) ? to : need).toList()));
        dependencies.clear();
        dependencies.putAll(renamed);
    }

    /// A file is there; what is known of it already stays.
    void add(String path, List<String> needs) {
        dependencies.putIfAbsent(path, needs);
    }

    /// Writes what has changed, and what a root that had no modules lacks.
    ///
    /// @param source where the modules came from
    /// @param chosen these
    void write(ModuleDirectory source, ModuleSelection chosen) throws IOException {
        if (!dependencies.equals(before)) {
            put("modules.dep", lines(dependencies).collect(Collectors.joining("\n", "", "\n")));
            var trie = new ModuleTrie();
            dependencies.forEach((path, needs) -> trie.add(ModuleDirectory.name(path), line(path, needs)));
            put("modules.dep.bin", trie);
        }
        if (tree.at(base.child("modules.alias")).isEmpty()) {
            var names =
                    chosen.files().keySet().stream().map(ModuleDirectory::name).collect(Collectors.toSet());
            names(source, names);
        }
    }

    private void names(ModuleDirectory source, Set<String> names) throws IOException {
        var aliases = source.files()
                .text("modules.alias")
                .lines()
                .filter(line -> names.contains(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        put("modules.alias", aliases.stream().map(line -> line + "\n").collect(Collectors.joining()));
        var trie = new ModuleTrie();
        for (var line : aliases) {
            var words = ModuleDirectory.words(line);
            if (words.size() == 3) {
                trie.add(normalAlias(words.get(1)), words.get(2));
            }
        }
        put("modules.alias.bin", trie);
        put("modules.symbols.bin", new ModuleTrie());
        var builtin = source.files().text("modules.builtin");
        put("modules.builtin", builtin);
        put(
                "modules.builtin.bin",
                ModuleTrie.of(
                        builtin.lines().collect(Collectors.toMap(ModuleDirectory::name, _ -> "", (one, _) -> one))));
        put(
                "modules.softdep",
                source.files()
                        .text("modules.softdep")
                        .lines()
                        .filter(line -> ModuleDirectory.words(line).size() > 2
                                && names.contains(ModuleDirectory.normal(
                                        ModuleDirectory.words(line).get(1))))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
    }

    /// As libkmod asks: with underscores, but for what stands in brackets.
    static String normalAlias(String alias) {
        var normal = new StringBuilder();
        var bracketed = false;
        for (var c : alias.toCharArray()) {
            bracketed = c == '[' || bracketed && c != ']';
            normal.append(c == '-' && !bracketed ? '_' : c);
        }
        return normal.toString();
    }

    private static Stream<String> lines(Map<String, List<String>> dependencies) {
        return dependencies.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue()));
    }

    private static String line(String path, List<String> needs) {
        return needs.isEmpty() ? path + ":" : path + ": " + String.join(" ", needs);
    }

    private void put(String name, String text) throws RefusedSourceException {
        tree.put(base.child(name), Node.file(TEXT, Content.text(text)));
    }

    private void put(String name, ModuleTrie trie) throws RefusedSourceException {
        tree.put(base.child(name), Node.file(TEXT, new Content.Bytes(trie.bytes())));
    }
}
