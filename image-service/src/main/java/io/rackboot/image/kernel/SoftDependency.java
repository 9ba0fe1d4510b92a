package io.rackboot.image.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What is loaded around a module where it is there (modprobe.d(5), `softdep`).
///
/// @param before names of modules
/// @param after names of modules
public record SoftDependency(List<String> before, List<String> after) {
    static final SoftDependency NONE = new SoftDependency(List.of(), List.of());

    public SoftDependency {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// {@return those before and after it}
    Stream<String> all() {
        return Stream.concat(before.stream(), after.stream());
    }

    /// {@return what a modules.softdep says, by name}
    static Map<String, SoftDependency> read(String text) {
        var soft = new HashMap<String, SoftDependency>();
        text.lines().map(ModuleDirectory::words).forEach(words -> {
            if (words.size() >= 3 && words.getFirst().equals("softdep")) {
                soft.merge(
                        ModuleDirectory.normal(words.get(1)), of(words.subList(2, words.size())), SoftDependency::and);
            }
        });
        return soft;
    }

    /// {@return what words such as `pre: a b post: c` say}
    static SoftDependency of(List<String> words) {
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();
        var where = new ArrayList<String>();
        for (var word : words) {
            switch (word) {
                case "pre:" -> where = before;
                case "post:" -> where = after;
                default -> where.add(ModuleDirectory.normal(word));
            }
        }
        return new SoftDependency(before, after);
    }

    private SoftDependency and(SoftDependency other) {
        return new SoftDependency(
                Stream.concat(before.stream(), other.before.stream()).toList(),
                Stream.concat(after.stream(), other.after.stream()).toList());
    }
}
