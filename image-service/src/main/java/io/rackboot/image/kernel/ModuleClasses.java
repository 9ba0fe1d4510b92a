package io.rackboot.image.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Kinds of machines, and which modules they may need: the table `rackboot/module-classes`.
///
/// @param table by class, what its modules are: a directory below `kernel` (it ends with a slash), a module's name, or
///     another class (after `@`)
public record ModuleClasses(Map<String, List<String>> table) {
    private static final String FILE = "/rackboot/module-classes";
    /// What every machine of a class has besides.
    private static final String ALL = "base";
    private static final String FIRST_STAGE = "first-stage";

    /// {@return the table}
    public static ModuleClasses read() {
        try (var in = Objects.requireNonNull(ModuleClasses.class.getResourceAsStream(FILE))) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lines `class: what, what`; one that starts with a blank goes on with the line before, `#` starts a remark.
    static ModuleClasses of(String text) {
        var table = new LinkedHashMap<String, List<String>>();
        for (var line : text.replaceAll("(?m)#.*$", "")
                .replaceAll("\n[ \t]+", " ")
                .lines()
                .toList()) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                table.put(line.substring(0, colon).strip(), ModuleDirectory.words(line.substring(colon + 1)));
            }
        }
        return new ModuleClasses(table);
    }

    /// {@return the words that can be asked for}
    public List<String> words() {
        return table.keySet().stream().filter(word -> !word.equals(FIRST_STAGE)).toList();
    }

    /// {@return the names of a kernel's modules of these classes}
    public Set<String> modules(ModuleDirectory directory, List<String> classes) {
        var patterns = new TreeSet<String>();
        if (!classes.isEmpty()) {
            patterns(ALL, patterns);
        }
        classes.forEach(word -> patterns(word, patterns));
        return directory.paths().entrySet().stream()
                .filter(entry -> matches(patterns, entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// {@return whether a first stage carries a module, as part of the way to the root or of what it does besides}
    ///
    /// @param besides classes of modules that the first stage itself needs
    public boolean ofFirstStage(String path, List<String> besides) {
        var patterns = new TreeSet<String>();
        patterns(FIRST_STAGE, patterns);
        besides.forEach(word -> patterns(word, patterns));
        return matches(patterns, ModuleDirectory.name(path), path);
    }

    private void patterns(String word, Set<String> patterns) {
        for (var pattern : table.getOrDefault(word, List.of())) {
            if (patterns.add(pattern) && pattern.startsWith("@")) {
                patterns(pattern.substring(1), patterns);
            }
        }
    }

    private static boolean matches(Set<String> patterns, String name, String path) {
        if (patterns.contains(name)) {
            return true;
        }
        var below = path.substring(path.indexOf('/') + 1);
        for (var slash = below.indexOf('/'); slash >= 0; slash = below.indexOf('/', slash + 1)) {
            if (patterns.contains(below.substring(0, slash + 1))) {
                return true;
            }
        }
        return false;
    }
}
