package io.rackboot.image.size;

import io.rackboot.image.packages.InstalledPackage;
import io.rackboot.image.packages.PackageDatabase;
import io.rackboot.image.slimming.SlimmingRule;
import io.rackboot.image.tree.FileIdentity;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What takes the room in a root. Sizes are bytes of contents, hard links counted once, at their first name.
///
/// @param total of the root
/// @param packages the largest, with what they brought
/// @param directories the largest of the first three levels, with all below them
/// @param files the largest
/// @param slimming what each rule would gain
public record SizeReport(
        long total, List<Share> packages, List<Share> directories, List<Share> files, List<Share> slimming) {
    private static final int SHOWN = 30;
    private static final int LEVELS = 3;
    private static final Comparator<Share> LARGEST =
            Comparator.comparingLong(Share::bytes).reversed().thenComparing(Share::name);

    /// A part of the root.
    ///
    /// @param name a package, a path, a rule
    public record Share(String name, long bytes) {}

    /// Looks at a root.
    ///
    /// @param installed its packages
    public static SizeReport of(Tree tree, List<InstalledPackage> installed) throws IOException {
        var files = files(tree);
        var total = files.values().stream().mapToLong(Long::longValue).sum();
        return new SizeReport(
                total,
                packages(tree, installed),
                largest(directories(files)),
                largest(files.entrySet().stream()
                        .map(file -> new Share(file.getKey().toString(), file.getValue()))),
                Stream.of(SlimmingRule.values())
                        .map(rule -> new Share(rule.text(), rule.gain(tree)))
                        .toList());
    }

    private static Map<TreePath, Long> files(Tree tree) {
        var seen = new IdentityHashMap<FileIdentity, Boolean>();
        var files = new HashMap<TreePath, Long>();
        tree.nodes().forEach((path, node) -> {
            if (node instanceof Node.RegularFile file && seen.put(file.identity(), true) == null) {
                files.put(path, file.content().size());
            }
        });
        return files;
    }

    private static Stream<Share> directories(Map<TreePath, Long> files) {
        var sums = new HashMap<TreePath, Long>();
        files.forEach((path, size) -> {
            for (var at = path.parent(); !at.equals(TreePath.ROOT); at = at.parent()) {
                if (at.bytes().chars().filter(c -> c == '/').count() < LEVELS) {
                    sums.merge(at, size, Long::sum);
                }
            }
        });
        return sums.entrySet().stream().map(sum -> new Share(sum.getKey().toString(), sum.getValue()));
    }

    /// A package's list names /lib where the root has a link to /usr/lib: both are looked at.
    private static List<Share> packages(Tree tree, List<InstalledPackage> installed) throws IOException {
        var database = new PackageDatabase(tree);
        var shares = new ArrayList<Share>();
        for (var one : installed) {
            var sum = 0L;
            for (var path : database.files(one)) {
                sum += size(tree, path)
                        .or(() -> size(tree, new TreePath("usr/" + path.bytes())))
                        .orElse(0L);
            }
            shares.add(new Share(one.name(), sum));
        }
        return largest(shares.stream());
    }

    private static Optional<Long> size(Tree tree, TreePath path) {
        return tree.file(path).map(file -> file.content().size());
    }

    private static List<Share> largest(Stream<Share> shares) {
        return shares.filter(share -> share.bytes() > 0)
                .sorted(LARGEST)
                .limit(SHOWN)
                .toList();
    }

    /// {@return as JSON}
    public String text() {
        return SizeReportText.of(this);
    }
}
