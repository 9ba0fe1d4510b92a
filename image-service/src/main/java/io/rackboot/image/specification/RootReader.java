package io.rackboot.image.specification;

import io.rackboot.image.specification.SourceProbe.Look;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the field `root`: which of the sources it is.
final class RootReader {
    private static final List<String> SOURCES = List.of("directory", "archive", "debian", "oci", "image");
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9_-]{1,64}\\.[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final String IMAGE_FORM = "NAME.VERSION of an image, such as base.1.0";

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    RootReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    /// {@return the source, or empty where mistakes were said}
    Optional<RootSource> read(Fields fields) {
        var words = String.join(", ", SOURCES);
        fields.require("root", "one of " + words);
        return fields.mapping("root", SOURCES).flatMap(root -> {
            var given = SOURCES.stream().filter(root::has).toList();
            return switch (given.size()) {
                case 1 -> source(root, given.getFirst());
                case 0 -> wrong(root, "has no source", words);
                default -> wrong(root, "has " + String.join(" and ", given), words);
            };
        });
    }

    private Optional<RootSource> source(Fields root, String word) {
        return switch (word) {
            case "directory" -> path(root, word, probe::directory).map(f -> new RootSource.Directory(f.value()));
            case "archive" -> path(root, word, probe::archive).map(f -> new RootSource.Archive(f.value()));
            case "oci" -> new OciReader(probe, mistakes).read(root, word).map(RootSource.Oci::new);
            case "image" ->
                root.text(word, IMAGE_FORM)
                        .flatMap(f -> f.matching(IMAGE, IMAGE_FORM, mistakes))
                        .map(f -> new RootSource.Image(f.value()));
            default -> new DebianReader(probe, mistakes).read(root, word).map(RootSource.Debian::new);
        };
    }

    private <T> Optional<Field<T>> path(Fields root, String word, Function<String, Look<T>> look) {
        return root.text(word, "a path").flatMap(f -> f.found(look.apply(f.value()), mistakes));
    }

    private Optional<RootSource> wrong(Fields root, String problem, String words) {
        mistakes.accept(Field.mistake(root.mark(), "root", problem, "one of " + words));
        return Optional.empty();
    }
}
