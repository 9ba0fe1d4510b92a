package io.rackboot.image.packages;

import io.rackboot.image.packages.InstalledPackage.Kind;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads what a root says of its packages: dpkg's status (one file, or one per package as in images without dpkg), and
/// apk's database.
public record PackageDatabase(Tree tree) {
    private static final String STATUS = "/var/lib/dpkg/status";
    private static final String STATUS_PARTS = "/var/lib/dpkg/status.d";
    private static final String APK = "/lib/apk/db/installed";
    private static final String INSTALLED = "ok installed";

    /// {@return the installed packages, sorted; none where there is no database}
    public List<InstalledPackage> packages() throws IOException {
        var packages = new TreeSet<InstalledPackage>();
        var distribution = distribution();
        for (var paragraph : paragraphs(text(STATUS).orElse(""))) {
            if (paragraph.getOrDefault("Status", "").endsWith(INSTALLED)) {
                deb(paragraph, distribution).ifPresent(packages::add);
            }
        }
        if (tree.resolve(STATUS_PARTS) instanceof Resolution.Found(var directory, Node.Directory _)) {
            for (var entry : tree.below(directory).entrySet()) {
                if (entry.getValue() instanceof Node.RegularFile file
                        && !entry.getKey().name().endsWith(".md5sums")) {
                    for (var paragraph : paragraphs(ContentReader.text(file.content()))) {
                        deb(paragraph, distribution).ifPresent(packages::add);
                    }
                }
            }
        }
        for (var paragraph : paragraphs(text(APK).orElse(""))) {
            of(Kind.APK, distribution, paragraph, "P", "V", "A").ifPresent(packages::add);
        }
        return List.copyOf(packages);
    }

    /// {@return the paths that a package of Debian brought, as its list says}
    public List<TreePath> files(InstalledPackage installed) throws IOException {
        var info = "/var/lib/dpkg/info/" + installed.name();
        var list = text(info + ".list").or(() -> unchecked(info + ":" + installed.architecture() + ".list"));
        return list.orElse("")
                .lines()
                .filter(line ->
                        line.startsWith("/") && !List.of(line.split("/")).contains(".."))
                .map(TreePath::of)
                .toList();
    }

    private Optional<String> unchecked(String path) {
        try {
            return text(path);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<InstalledPackage> deb(Map<String, String> paragraph, String distribution) {
        return of(Kind.DEB, distribution, paragraph, "Package", "Version", "Architecture");
    }

    private static Optional<InstalledPackage> of(
            Kind kind, String distribution, Map<String, String> paragraph, String name, String version, String arch) {
        return paragraph.containsKey(name) && paragraph.containsKey(version)
                ? Optional.of(new InstalledPackage(
                        kind,
                        distribution,
                        paragraph.get(name),
                        paragraph.get(version),
                        paragraph.getOrDefault(arch, "all")))
                : Optional.empty();
    }

    /// Fields of paragraphs between empty lines; what goes on in a further line is not needed.
    private static List<Map<String, String>> paragraphs(String text) {
        var paragraphs = new ArrayList<Map<String, String>>();
        Map<String, String> fields = new TreeMap<>();
        for (var line : (text + "\n\n").lines().toList()) {
            var colon = line.indexOf(':');
            if (line.isBlank()) {
                if (!fields.isEmpty()) {
                    paragraphs.add(fields);
                    fields = new TreeMap<>();
                }
            } else if (colon > 0 && line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return paragraphs;
    }

    private String distribution() throws IOException {
        var release = text("/etc/os-release").or(() -> unchecked("/usr/lib/os-release"));
        return release.orElse("")
                .lines()
                .filter(line -> line.startsWith("ID="))
                .map(line -> line.substring(3).replaceAll("[^a-z0-9._-]", ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("debian");
    }

    private Optional<String> text(String path) throws IOException {
        return tree.resolve(path) instanceof Resolution.Found(var _, Node.RegularFile file)
                ? Optional.of(ContentReader.text(file.content()))
                : Optional.empty();
    }
}
