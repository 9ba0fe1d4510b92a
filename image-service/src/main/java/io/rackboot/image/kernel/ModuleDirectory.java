package io.rackboot.image.kernel;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The modules of a kernel: `/lib/modules/<release>` with depmod's files.
///
/// @param directory where it is
/// @param paths by module name, the file's path inside the directory
/// @param dependencies by path, the paths it needs, the one to load first last (as in modules.dep)
/// @param builtin names of what the kernel has built in
/// @param before by name, the modules to load before it (`softdep … pre:`)
public record ModuleDirectory(
        Path directory,
        Map<String, String> paths,
        Map<String, List<String>> dependencies,
        Set<String> builtin,
        Map<String, List<String>> before) {

    /// Reads modules.dep, modules.builtin and modules.softdep.
    ///
    /// @throws NoSuchFileException where there is no modules.dep
    public static ModuleDirectory read(Path directory) throws IOException {
        Map<String, String> paths = new HashMap<>();
        Map<String, List<String>> dependencies = new HashMap<>();
        for (var line : lines(directory.resolve("modules.dep"))) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                var path = requireInside(line.substring(0, colon).strip());
                paths.put(name(path), path);
                dependencies.put(path, words(line.substring(colon + 1)));
            }
        }
        return new ModuleDirectory(directory, paths, dependencies, builtin(directory), before(directory));
    }

    /// {@return the release that the directory's name says}
    public String release() {
        return directory.getFileName().toString();
    }

    /// {@return every name that can be asked for}
    public SortedSet<String> names() {
        var names = new TreeSet<>(paths.keySet());
        names.addAll(builtin);
        return names;
    }

    /// {@return whether the kernel has it, as a module or built in}
    public boolean has(String module) {
        var name = normal(module);
        return paths.containsKey(name) || builtin.contains(name);
    }

    /// Chooses modules and everything they need.
    ///
    /// @param wanted names that the directory has
    public ModuleSelection select(List<String> wanted) {
        var load = new LinkedHashSet<String>();
        wanted.forEach(module -> order(normal(module), load, new HashSet<>()));
        var files = new LinkedHashMap<String, List<String>>();
        load.forEach(module -> collect(paths.get(module), files));
        return new ModuleSelection(this, List.copyOf(load), new TreeMap<>(files));
    }

    private void order(String module, Set<String> load, Set<String> visited) {
        if (!visited.add(module) || !paths.containsKey(module)) {
            return;
        }
        before.getOrDefault(module, List.of()).forEach(earlier -> order(earlier, load, visited));
        load.add(module);
    }

    private void collect(String path, Map<String, List<String>> files) {
        if (files.containsKey(path)) {
            return;
        }
        var needed = dependencies.getOrDefault(path, List.of());
        files.put(path, needed);
        needed.forEach(needs -> collect(needs, files));
    }

    /// {@return a module's name in the kernel's own form}
    static String normal(String module) {
        return module.replace('-', '_');
    }

    /// {@return the module of a file: `kernel/net/core/failover.ko.xz` is `failover`}
    static String name(String path) {
        var file = path.substring(path.lastIndexOf('/') + 1);
        var end = file.indexOf(".ko");
        return normal(end < 0 ? file : file.substring(0, end));
    }

    private static String requireInside(String path) throws RefusedSourceException {
        if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
            throw new RefusedSourceException("modules.dep names a file outside its directory: " + path);
        }
        return path;
    }

    private static Set<String> builtin(Path directory) throws IOException {
        var names = new HashSet<String>();
        for (var line : linesIfThere(directory.resolve("modules.builtin"))) {
            names.add(name(line.strip()));
        }
        return names;
    }

    private static Map<String, List<String>> before(Path directory) throws IOException {
        Map<String, List<String>> before = new HashMap<>();
        for (var line : linesIfThere(directory.resolve("modules.softdep"))) {
            var words = words(line);
            if (words.size() < 3 || !words.getFirst().equals("softdep")) {
                continue;
            }
            var earlier = new ArrayList<String>();
            var pre = false;
            for (var word : words.subList(2, words.size())) {
                if (word.endsWith(":")) {
                    pre = word.equals("pre:");
                } else if (pre) {
                    earlier.add(normal(word));
                }
            }
            before.computeIfAbsent(normal(words.get(1)), _ -> new ArrayList<>()).addAll(earlier);
        }
        return before;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static List<String> linesIfThere(Path file) throws IOException {
        return Files.exists(file) ? lines(file) : List.of();
    }

    private static List<String> words(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
}
