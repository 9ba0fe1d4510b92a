package io.rackboot.image.specification;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A suite of Debian, or of a distribution made of its packages.
///
/// @param archives where packages come from; the first has the essential ones
/// @param packages what is installed beyond the variant, with what it needs
/// @param variant how much is installed at least
public record DebianSource(List<Archive> archives, List<String> packages, Variant variant, Signatures signatures) {
    public DebianSource {
        archives = List.copyOf(archives);
        packages = List.copyOf(packages);
    }

    /// {@return this with further packages}
    public DebianSource with(List<String> more) {
        return new DebianSource(
                archives,
                Stream.concat(packages.stream(), more.stream()).distinct().toList(),
                variant,
                signatures);
    }

    /// A suite on a mirror.
    ///
    /// @param mirror an http or https address
    /// @param components such as main, contrib
    public record Archive(String mirror, String suite, List<String> components) {
        public Archive {
            components = List.copyOf(components);
        }
    }

    /// Sets of packages, the smaller first.
    public enum Variant {
        /// What is marked Essential.
        ESSENTIAL("essential"),
        /// And apt.
        APT("apt"),
        /// Priority required, and apt.
        MINBASE("minbase"),
        /// Priority important and above.
        IMPORTANT("important"),
        /// Priority standard and above.
        STANDARD("standard");

        private final String text;

        Variant(String text) {
            this.text = text;
        }

        /// {@return the word in specifications}
        public String text() {
            return text;
        }
    }

    /// How the archives' signatures are checked.
    public sealed interface Signatures {

        /// By the keys that apt trusts on the machine of the service.
        record OfTheMachine() implements Signatures {}

        /// By the keys of a file.
        record Keyring(Path file) implements Signatures {}

        /// Not at all.
        record Unchecked() implements Signatures {}
    }
}
