package io.rackboot.image.specification;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `outputs`, `loader` and `freeSpace`.
final class OutputsReader {
    static final List<String> ALLOWED = List.of("outputs", "loader", "freeSpace");

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})([MG])");

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    OutputsReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    Outputs read(Fields fields, DeliveryMode mode) {
        return new Outputs(
                files(fields),
                new LoaderReader(probe, mistakes).read(fields),
                freeSpace(fields, mode).orElse(Outputs.DEFAULT.freeSpace()));
    }

    private List<ImageOutput> files(Fields fields) {
        var words = String.join(", ", ImageOutput.words());
        var asked = fields.texts("outputs", words);
        asked.stream().filter(f -> ImageOutput.of(f.value()).isEmpty()).forEach(f -> {
            var hint = NearMiss.hint(f.value(), ImageOutput.words());
            mistakes.accept(f.mistake("'" + f.value() + "' is not an output" + hint, words));
        });
        return asked.stream()
                .flatMap(f -> ImageOutput.of(f.value()).stream())
                .distinct()
                .toList();
    }

    private Optional<Long> freeSpace(Fields fields, DeliveryMode mode) {
        var field = fields.text("freeSpace", "a size such as 256M");
        if (mode != DeliveryMode.RAM_DISK) {
            field.ifPresent(f -> mistakes.accept(f.mistake("is for rootMode ram-disk alone", "nothing")));
        }
        return field.flatMap(f -> {
            var match = SIZE.matcher(f.value());
            if (!match.matches()) {
                mistakes.accept(f.mistake("'" + f.value() + "' is not a size", "a number with M or G, such as 256M"));
                return Optional.empty();
            }
            return Optional.of(Long.parseLong(match.group(1)) << (match.group(2).equals("M") ? 20 : 30));
        });
    }
}
