package io.rackboot.image.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What soft dependencies say in place of a module's name: ext4 asks for `crc32c`, which crc32c_generic is one of. In a
/// first stage nothing loads it when the file system is mounted.
///
/// @param modules by alias, the names of the modules
record SoftAliases(Map<String, List<String>> modules) {
    /// Modules there do not load where the processor or the device is another one.
    private static final List<String> OF_SOME_MACHINES = List.of("kernel/arch/", "kernel/drivers/");

    /// {@return those of a modules.alias that are no patterns and lead to a module for any machine}
    ///
    /// @param paths by module name, the file's path
    static SoftAliases read(String text, Map<String, String> paths) {
        var modules = new HashMap<String, List<String>>();
        text.lines().map(ModuleDirectory::words).forEach(words -> {
            if (words.size() == 3 && words.getFirst().equals("alias") && forAnyMachine(words.get(2), paths)) {
                modules.computeIfAbsent(ModuleDirectory.normal(words.get(1)), _ -> new ArrayList<>())
                        .add(ModuleDirectory.normal(words.get(2)));
            }
        });
        return new SoftAliases(modules);
    }

    private static boolean forAnyMachine(String module, Map<String, String> paths) {
        var path = paths.get(ModuleDirectory.normal(module));
        return path != null && OF_SOME_MACHINES.stream().noneMatch(path::startsWith);
    }

    /// {@return soft dependencies with modules in place of their aliases}
    Map<String, SoftDependency> resolve(Map<String, SoftDependency> soft, Map<String, String> paths) {
        var resolved = new HashMap<String, SoftDependency>();
        soft.forEach((module, around) ->
                resolved.put(module, new SoftDependency(named(around.before(), paths), named(around.after(), paths))));
        return resolved;
    }

    private List<String> named(List<String> words, Map<String, String> paths) {
        return words.stream()
                .flatMap(word ->
                        paths.containsKey(word) ? Stream.of(word) : modules.getOrDefault(word, List.of(word)).stream())
                .toList();
    }
}
