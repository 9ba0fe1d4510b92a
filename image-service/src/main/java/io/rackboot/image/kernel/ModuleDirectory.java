package io.rackboot.image.kernel;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The modules of a kernel: `/lib/modules/<release>` with depmod's files.
///
/// @param files where they are
/// @param release of their kernel
/// @param paths by module name, the file's path inside the directory
/// @param dependencies by path, the paths it needs, the one to load first last (as in modules.dep)
/// @param builtin names of what the kernel has built in
/// @param soft by name, what is loaded around it
public record ModuleDirectory(
        ModuleFiles files,
        String release,
        Map<String, String> paths,
        Map<String, List<String>> dependencies,
        Set<String> builtin,
        Map<String, SoftDependency> soft) {

    /// Reads modules.dep, modules.builtin, modules.softdep and modules.alias of a directory of the machine that is
    /// named for the release.
    ///
    /// @throws NoSuchFileException where there is no modules.dep
    public static ModuleDirectory read(Path directory) throws IOException {
        return read(
                new ModuleFiles.OfMachine(directory), directory.getFileName().toString());
    }

    /// Reads modules.dep, modules.builtin, modules.softdep and modules.alias.
    ///
    /// @throws NoSuchFileException where there is no modules.dep
    public static ModuleDirectory read(ModuleFiles files, String release) throws IOException {
        if (files.content("modules.dep").isEmpty()) {
            throw new NoSuchFileException("/lib/modules/" + release + "/modules.dep");
        }
        var dependencies = dependencies(files.text("modules.dep"));
        Map<String, String> paths = new HashMap<>();
        dependencies.keySet().forEach(path -> paths.put(name(path), path));
        var aliases = SoftAliases.read(files.text("modules.alias"), paths);
        return new ModuleDirectory(
                files,
                release,
                paths,
                dependencies,
                builtin(files.text("modules.builtin")),
                aliases.resolve(SoftDependency.read(files.text("modules.softdep")), paths));
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
    /// @param load names to load, in order
    /// @param carried names to have besides
    public ModuleSelection select(List<String> load, List<String> carried) {
        var order = new LoadOrder(this);
        load.forEach(module -> order.add(normal(module)));
        var files = new LinkedHashMap<String, List<String>>();
        order.names().forEach(module -> collect(module, files));
        carried.forEach(module -> collect(normal(module), files));
        return new ModuleSelection(this, order.names(), new TreeMap<>(files));
    }

    private void collect(String module, Map<String, List<String>> files) {
        var path = paths.get(module);
        if (path == null || files.containsKey(path)) {
            return;
        }
        var needed = dependencies.getOrDefault(path, List.of());
        files.put(path, needed);
        needed.forEach(needs -> collect(name(needs), files));
        soft(module).all().forEach(other -> collect(other, files));
    }

    SoftDependency soft(String module) {
        return soft.getOrDefault(module, SoftDependency.NONE);
    }

    /// {@return a module's name in the kernel's own form}
    static String normal(String module) {
        return module.replace('-', '_');
    }

    /// {@return the module of a file: `kernel/net/core/failover.ko.xz` is `failover`}
    public static String name(String path) {
        var file = path.substring(path.lastIndexOf('/') + 1);
        var end = file.indexOf(".ko");
        return normal(end < 0 ? file : file.substring(0, end));
    }

    /// {@return what a modules.dep says, in its order}
    static Map<String, List<String>> dependencies(String text) throws RefusedSourceException {
        var dependencies = new LinkedHashMap<String, List<String>>();
        for (var line : text.lines().toList()) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                dependencies.put(requireInside(line.substring(0, colon).strip()), words(line.substring(colon + 1)));
            }
        }
        return dependencies;
    }

    private static String requireInside(String path) throws RefusedSourceException {
        if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
            throw new RefusedSourceException("modules.dep names a file outside its directory: " + path);
        }
        return path;
    }

    private static Set<String> builtin(String text) {
        var names = new HashSet<String>();
        text.lines().forEach(line -> names.add(name(line.strip())));
        return names;
    }

    static List<String> words(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
}
