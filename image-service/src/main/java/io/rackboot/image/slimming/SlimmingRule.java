package io.rackboot.image.slimming;

import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Ready rules for what a machine can do without.
public enum SlimmingRule {
    /// Manuals, READMEs, change logs; licences stay.
    DOCUMENTATION(
            "documentation",
            List.of("/usr/share/doc/**", "/usr/share/man/**", "/usr/share/info/**", "/usr/share/gtk-doc/**"),
            List.of("/usr/share/doc/*/copyright", "/usr/share/doc/*")),
    /// Translations, and character maps for making locales; C.UTF-8 stays.
    LOCALES(
            "locales",
            List.of("/usr/share/locale/**", "/usr/share/i18n/**", "/usr/lib/locale/**"),
            List.of("/usr/share/locale/locale.alias", "/usr/lib/locale/C.utf8/**", "/usr/lib/locale/C.utf8")),
    /// What the package programs keep for later.
    CACHES("caches", List.of("/var/cache/*/**", "/var/lib/apt/lists/**", "/var/log/**"), List.of("/var/log/journal")),
    /// apt and dpkg with their databases: no package can be installed in the machine.
    PACKAGE_MANAGER(
            "package-manager",
            List.of(
                    "/var/lib/dpkg/**",
                    "/var/lib/apt/**",
                    "/usr/bin/apt*",
                    "/usr/lib/apt/**",
                    "/usr/bin/dpkg*",
                    "/usr/lib/x86_64-linux-gnu/libapt-*",
                    "/usr/lib/aarch64-linux-gnu/libapt-*",
                    "/usr/share/debconf/**",
                    "/var/cache/debconf/**"),
            List.of()),
    /// Headers and static libraries.
    DEVELOPMENT("development", List.of("/usr/include/**", "/usr/lib/*.a", "/usr/lib/*/*.a"), List.of()),
    /// Python's compiled files: made again when they are needed.
    BYTECODE("bytecode", List.of("/usr/**/__pycache__/**"), List.of()),
    /// Firmware for devices.
    FIRMWARE("firmware", List.of("/usr/lib/firmware/**", "/lib/firmware/**"), List.of()),
    /// A kernel in the root: the machine gets its kernel apart.
    KERNEL("kernel", List.of("/boot/**"), List.of());

    private final String text;
    private final List<PathPattern> removed;
    private final List<PathPattern> kept;

    SlimmingRule(String text, List<String> removed, List<String> kept) {
        this.text = text;
        this.removed = PathPattern.all(removed);
        this.kept = PathPattern.all(kept);
    }

    /// {@return the word in specifications}
    public String text() {
        return text;
    }

    /// {@return all words}
    public static List<String> words() {
        return Stream.of(values()).map(SlimmingRule::text).toList();
    }

    /// {@return the rule of a word}
    public static Optional<SlimmingRule> of(String word) {
        return Stream.of(values()).filter(rule -> rule.text.equals(word)).findFirst();
    }

    /// {@return how many bytes a root would lose by it}
    public long gain(Tree tree) {
        var gone = Collections.newSetFromMap(new IdentityHashMap<FileIdentity, Boolean>());
        var gain = 0L;
        for (var path : matching(tree)) {
            var file = tree.file(path);
            if (file.isPresent() && gone.add(file.get().identity())) {
                gain += file.get().content().size();
            }
        }
        return gain;
    }

    /// Removes what it names; directories stay.
    public void apply(Tree tree) {
        matching(tree).forEach(tree::remove);
    }

    private List<TreePath> matching(Tree tree) {
        var found = new ArrayList<TreePath>();
        tree.nodes().forEach((path, node) -> {
            if (!(node instanceof Node.Directory)
                    && removed.stream().anyMatch(pattern -> pattern.matches(path))
                    && kept.stream().noneMatch(pattern -> pattern.matches(path))) {
                found.add(path);
            }
        });
        return found;
    }
}
