package io.rackboot.image.specification;

import io.rackboot.image.specification.DebianSource.Archive;
import io.rackboot.image.specification.DebianSource.Signatures;
import io.rackboot.image.specification.DebianSource.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `root.debian`. What becomes part of a line of sources.list is held to its form here.
final class DebianReader {
    static final Pattern PACKAGE =
            Pattern.compile("[a-z0-9][a-z0-9+.-]*(:[a-z0-9-]+)?([=/][A-Za-z0-9][A-Za-z0-9.+:~_-]*)?");
    static final String PACKAGE_FORM = "a package: openssh-server, openssh-server=1:9.2p1-2, openssh-server/suite";

    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,79}");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9][a-z0-9/._-]{0,79}");
    private static final Pattern MIRROR = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9._~%+/-]*)?");
    private static final String MIRROR_FORM = "an address such as http://mirror.example/debian";
    private static final List<String> ARCHIVE = List.of("suite", "mirror", "components");
    private static final List<String> ALLOWED =
            List.of("suite", "mirror", "components", "packages", "variant", "keyring", "sources");

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    DebianReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    Optional<DebianSource> read(Fields root, String name) {
        return root.mapping(name, ALLOWED).flatMap(debian -> {
            var first = archive(debian);
            var further = debian.mappings("sources", ARCHIVE).stream()
                    .map(this::archive)
                    .toList();
            var packages = packages(debian, "packages");
            var variant = debian.word(
                    "variant", Stream.of(Variant.values()).map(Variant::text).toList());
            var signatures = signatures(debian);
            if (first.isEmpty() || signatures.isEmpty() || further.stream().anyMatch(Optional::isEmpty)) {
                return Optional.empty();
            }
            var archives = new ArrayList<>(List.of(first.get()));
            further.forEach(archive -> archives.add(archive.orElseThrow()));
            return Optional.of(new DebianSource(
                    archives,
                    packages,
                    variant.map(word -> variant(word.value())).orElse(Variant.MINBASE),
                    signatures.get()));
        });
    }

    /// {@return a list of packages; empty where the field is not there}
    List<String> packages(Fields fields, String name) {
        return fields.has(name)
                ? fields.texts(name, "a package").stream()
                        .flatMap(f -> f.matching(PACKAGE, PACKAGE_FORM, mistakes).stream())
                        .map(Field::value)
                        .toList()
                : List.of();
    }

    private Optional<Archive> archive(Fields fields) {
        var suite = fields.requiredText("suite", "a suite such as bookworm")
                .flatMap(f -> f.matching(SUITE, "a suite such as bookworm", mistakes));
        var mirror = fields.requiredText("mirror", MIRROR_FORM).flatMap(f -> f.matching(MIRROR, MIRROR_FORM, mistakes));
        var components = fields.has("components")
                ? fields.texts("components", "main").stream()
                        .flatMap(f -> f.matching(COMPONENT, "a component such as main", mistakes).stream())
                        .map(Field::value)
                        .toList()
                : List.of("main");
        return suite.isPresent() && mirror.isPresent()
                ? Optional.of(new Archive(mirror.get().value(), suite.get().value(), components))
                : Optional.empty();
    }

    private Optional<Signatures> signatures(Fields debian) {
        if (!debian.has("keyring")) {
            return Optional.of(new Signatures.OfTheMachine());
        }
        return debian.text("keyring", "a path, or none")
                .flatMap(f -> f.value().equals("none")
                        ? Optional.of(new Signatures.Unchecked())
                        : f.found(probe.file(f.value()), mistakes).map(found -> new Signatures.Keyring(found.value())));
    }

    private static Variant variant(String word) {
        return Stream.of(Variant.values())
                .filter(variant -> variant.text().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
