package io.rackboot.image.specification;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `lock` and `budget`.
final class BoundsReader {
    static final List<String> ALLOWED = List.of("lock", "budget", "overlays");

    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,11}[KMG]?");
    private static final String SIZE_FORM = "bytes, or with K, M, G";

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    BoundsReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    Bounds read(Fields fields) {
        var lock = fields.text("lock", "the path of a lock")
                .flatMap(f -> f.found(probe.file(f.value()), mistakes))
                .map(Field::value);
        var budget = fields.mapping("budget", List.of("root", "initrd"));
        return new Bounds(
                lock,
                budget.map(b -> size(b, "root")).orElse(OptionalLong.empty()),
                budget.map(b -> size(b, "initrd")).orElse(OptionalLong.empty()));
    }

    private OptionalLong size(Fields budget, String name) {
        return budget.text(name, SIZE_FORM)
                .flatMap(f -> f.matching(SIZE, SIZE_FORM, mistakes))
                .map(f -> OptionalLong.of(bytes(f.value())))
                .orElse(OptionalLong.empty());
    }

    private static long bytes(String text) {
        var digits = Long.parseLong(text.replaceAll("[KMG]", ""));
        return switch (text.charAt(text.length() - 1)) {
            case 'K' -> digits << 10;
            case 'M' -> digits << 20;
            case 'G' -> digits << 30;
            default -> digits;
        };
    }
}
