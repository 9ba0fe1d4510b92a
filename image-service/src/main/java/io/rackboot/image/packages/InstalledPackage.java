package io.rackboot.image.packages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/// A package of a root.
///
/// @param distribution the word of its distribution, such as debian, ubuntu, alpine
public record InstalledPackage(Kind kind, String distribution, String name, String version, String architecture)
        implements Comparable<InstalledPackage> {
    private static final Comparator<InstalledPackage> ORDER = Comparator.comparing(InstalledPackage::name)
            .thenComparing(InstalledPackage::architecture)
            .thenComparing(InstalledPackage::version);

    /// The kinds of packages whose database is read.
    public enum Kind {
        /// Debian's.
        DEB("deb"),
        /// Alpine's.
        APK("apk");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /// {@return the word in package URLs}
        public String text() {
            return text;
        }
    }

    /// {@return its package URL (purl)}
    public String url() {
        return "pkg:" + kind.text() + "/" + distribution + "/" + encoded(name) + "@" + encoded(version) + "?arch="
                + encoded(architecture);
    }

    /// {@return one line: name, version, architecture}
    public String line() {
        return name + " " + version + " " + architecture;
    }

    @Override
    public int compareTo(InstalledPackage other) {
        return ORDER.compare(this, other);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
