package io.rackboot.image.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Packages of two images, in the order of their names.
///
/// @param added those that only the second has
/// @param removed those that only the first has
/// @param changed those of another version
public record PackageDiff(List<PackageChange> added, List<PackageChange> removed, List<PackageChange> changed) {

    /// A package.
    ///
    /// @param from its version in the first image; several are joined by commas
    /// @param to its version in the second
    public record PackageChange(String name, String architecture, Optional<String> from, Optional<String> to) {}

    /// {@return the difference of two package lists}
    ///
    /// @param from lines `name version architecture`
    /// @param to such lines
    public static PackageDiff of(List<String> from, List<String> to) {
        var before = versions(from);
        var after = versions(to);
        var added = new ArrayList<PackageChange>();
        var removed = new ArrayList<PackageChange>();
        var changed = new ArrayList<PackageChange>();
        var keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (var key : keys) {
            var old = Optional.ofNullable(before.get(key)).map(all -> String.join(",", all));
            var now = Optional.ofNullable(after.get(key)).map(all -> String.join(",", all));
            var words = key.split(" ", 2);
            var change = new PackageChange(words[0], words[1], old, now);
            if (old.isEmpty()) {
                added.add(change);
            } else if (now.isEmpty()) {
                removed.add(change);
            } else if (!old.equals(now)) {
                changed.add(change);
            }
        }
        return new PackageDiff(added, removed, changed);
    }

    private static SortedMap<String, TreeSet<String>> versions(List<String> lines) {
        var versions = new TreeMap<String, TreeSet<String>>();
        for (var line : lines) {
            var words = line.split(" ");
            if (words.length == 3) {
                versions.computeIfAbsent(words[0] + " " + words[2], _ -> new TreeSet<>())
                        .add(words[1]);
            }
        }
        return versions;
    }
}
