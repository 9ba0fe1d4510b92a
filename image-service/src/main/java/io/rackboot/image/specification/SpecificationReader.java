package io.rackboot.image.specification;

import io.rackboot.image.compress.Compression;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;

/// Reads one specification: YAML into a checked [Specification], or every mistake in it.
final class SpecificationReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("(?!.*\\.$)[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern INIT = Pattern.compile("(?=.{1,4095}\\z)(?:/[A-Za-z0-9._+@-]++)++");
    private static final Pattern ARGUMENT = Pattern.compile("[!-~]{1,512}");
    private static final List<String> ALLOWED = Stream.concat(
                    Stream.of(
                            "name",
                            "version",
                            "root",
                            "kernel",
                            "modules",
                            "compression",
                            "kernelArguments",
                            "init",
                            "rootMode"),
                    Stream.concat(
                            OutputsReader.ALLOWED.stream(),
                            Stream.of(StepsReader.ALLOWED, BoundsReader.ALLOWED, LocalDataReader.ALLOWED)
                                    .flatMap(List::stream)))
            .toList();
    private static final String DEFAULT_INIT = "/sbin/init";

    private final SourceProbe probe;
    private final List<Mistake> mistakes;

    SpecificationReader(SourceProbe probe, List<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    static List<String> allowed() {
        return ALLOWED;
    }

    /// {@return the specification, or empty where `mistakes` were said}
    Optional<Specification> read(Fields fields) {
        var name =
                matching(fields.requiredText("name", "a name, 1 to 64 of a-z 0-9 _ -"), NAME, "1 to 64 of a-z 0-9 _ -");
        var version = matching(
                fields.requiredText("version", "a version such as 1.0"),
                VERSION,
                "1 to 64 of A-Z a-z 0-9 . _ -, no dot at the ends");
        var root = new RootReader(probe, mistakes::add).read(fields);
        var compression = compression(fields);
        var arguments = fields.texts("kernelArguments", "an argument");
        arguments.forEach(f -> matching(Optional.of(f), ARGUMENT, "1 to 512 printable ASCII characters, no blank"));
        var init = matching(fields.text("init", "a path"), INIT, "an absolute path of A-Z a-z 0-9 . _ + @ -");
        var mode = mode(fields);
        var steps = new StepsReader(probe, mistakes::add).read(fields);
        var outputs = new OutputsReader(probe, mistakes::add).read(fields, mode);
        var data = new LocalDataReader(mistakes::add).read(fields);
        var kernel = new KernelReader(probe, mistakes::add).read(fields, KernelNeeds.of(mode, compression, data));
        var bounds = new BoundsReader(probe, mistakes::add).read(fields);
        var overlays = new OverlayReader(probe, mistakes::add).read(fields);
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Specification(
                name.orElseThrow(),
                version.orElseThrow(),
                root.orElseThrow(),
                kernel.kernel().orElseThrow(),
                kernel.modules(),
                compression,
                arguments.stream().map(Field::value).toList(),
                init.orElse(DEFAULT_INIT),
                mode,
                steps,
                outputs,
                bounds,
                overlays,
                data));
    }

    private Compression compression(Fields fields) {
        var words = String.join(", ", Compression.words());
        return fields.text("compression", words)
                .flatMap(f -> {
                    var known = Compression.of(f.value());
                    if (known.isEmpty()) {
                        var hint = NearMiss.hint(f.value(), Compression.words());
                        mistakes.add(f.mistake("'" + f.value() + "' is not a compression" + hint, words));
                    }
                    return known;
                })
                .orElse(Compression.ZSTD);
    }

    private DeliveryMode mode(Fields fields) {
        var words = String.join(", ", DeliveryMode.words());
        return fields.text("rootMode", words)
                .flatMap(f -> {
                    var known = DeliveryMode.of(f.value());
                    if (known.isEmpty()) {
                        var hint = NearMiss.hint(f.value(), DeliveryMode.words());
                        mistakes.add(f.mistake("'" + f.value() + "' is not a root mode" + hint, words));
                    }
                    return known;
                })
                .orElse(DeliveryMode.INITRD);
    }

    private Optional<String> matching(Optional<Field<String>> field, Pattern form, String allowed) {
        field.filter(f -> !form.matcher(f.value()).matches())
                .ifPresent(f -> mistakes.add(f.mistake("'" + f.value() + "' has another form", allowed)));
        return field.map(Field::value);
    }

    static Mistake atStart(Mark mark, String problem) {
        return Field.mistake(mark, "", problem, "fields " + String.join(", ", ALLOWED));
    }
}
