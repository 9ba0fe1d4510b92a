package io.rackboot.image.specification;

import io.rackboot.image.compress.Compression;
import io.rackboot.image.kernel.KernelConfiguration;
import io.rackboot.image.kernel.KernelImage;
import io.rackboot.image.kernel.KernelNeed;
import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.specification.SourceProbe.Look;
import java.nio.file.Path;
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
                            Stream.concat(StepsReader.ALLOWED.stream(), BoundsReader.ALLOWED.stream())))
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
        var kernel =
                fields.requiredText("kernel", "the path of a kernel").flatMap(f -> found(f, probe.file(f.value())));
        var modules = fields.mapping("modules", List.of("directory", "load"));
        var directory = modules.flatMap(this::directory);
        var load = modules.map(m -> load(m, directory)).orElse(List.of());
        var release = kernel.flatMap(file -> release(file, directory));
        var compression = compression(fields);
        var arguments = fields.texts("kernelArguments", "an argument");
        arguments.forEach(f -> matching(Optional.of(f), ARGUMENT, "1 to 512 printable ASCII characters, no blank"));
        var init = matching(fields.text("init", "a path"), INIT, "an absolute path of A-Z a-z 0-9 . _ + @ -");
        var mode = mode(fields);
        var steps = new StepsReader(probe, mistakes::add).read(fields);
        var outputs = new OutputsReader(mistakes::add).read(fields, mode);
        if (kernel.isPresent() && release.isPresent()) {
            requireFeatures(kernel.get(), release.get(), directory, KernelNeeds.of(mode, compression));
        }
        var bounds = new BoundsReader(probe, mistakes::add).read(fields);
        var overlays = new OverlayReader(probe, mistakes::add).read(fields);
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Specification(
                name.orElseThrow(),
                version.orElseThrow(),
                root.orElseThrow(),
                kernel.orElseThrow().value(),
                release.orElseThrow(),
                directory.map(d -> new ModuleChoice(d.value().directory(), load)),
                compression,
                arguments.stream().map(Field::value).toList(),
                init.orElse(DEFAULT_INIT),
                mode,
                steps,
                outputs,
                bounds,
                overlays));
    }

    private Optional<Field<ModuleDirectory>> directory(Fields modules) {
        return modules.requiredText("directory", "/lib/modules/<release>")
                .flatMap(f -> found(f, probe.modules(f.value())));
    }

    private List<String> load(Fields modules, Optional<Field<ModuleDirectory>> directory) {
        modules.require("load", "a list of module names");
        var load = modules.texts("load", "a module's name");
        directory.ifPresent(d -> load.stream()
                .filter(f -> !d.value().has(f.value()))
                .forEach(f -> {
                    var problem = "kernel " + d.value().release() + " has no module '" + f.value() + "'";
                    mistakes.add(f.mistake(
                            problem + NearMiss.hint(f.value(), d.value().names()), "names from modules.dep"));
                }));
        return load.stream().map(Field::value).toList();
    }

    /// The kernel's own word, which must agree with the modules' directory: modules of another release do not load.
    private Optional<String> release(Field<Path> kernel, Optional<Field<ModuleDirectory>> directory) {
        return found(kernel, probe.kernel(kernel.value())).flatMap(found -> switch (found.value()) {
            case KernelImage.Release.Known(var release) -> {
                directory
                        .filter(d -> !d.value().release().equals(release))
                        .ifPresent(d -> mistakes.add(d.mistake(
                                "the modules are of kernel " + d.value().release() + ", but " + kernel.value()
                                        + " is kernel " + release,
                                "the modules of kernel " + release)));
                yield Optional.of(release);
            }
            case KernelImage.Release.Unknown(var reason) -> {
                if (directory.isEmpty()) {
                    mistakes.add(kernel.mistake(
                            "its release cannot be told: " + reason, "a kernel that says it, or modules of it"));
                }
                yield directory.map(d -> d.value().release());
            }
        });
    }

    /// A kernel whose configuration is not found is taken as it is.
    private void requireFeatures(
            Field<Path> kernel, String release, Optional<Field<ModuleDirectory>> modules, List<KernelNeed> needs) {
        KernelConfiguration.find(
                        kernel.value(), release, modules.map(m -> m.value().directory()))
                .ifPresent(configuration -> {
                    var carried = modules.isPresent() ? KernelNeed.Modules.CARRIED : KernelNeed.Modules.NONE;
                    var missing = KernelNeed.missing(needs, configuration, carried);
                    if (!missing.isEmpty()) {
                        mistakes.add(kernel.mistake(
                                "the kernel lacks what the root mode needs: " + String.join(", ", missing) + ", by "
                                        + configuration.file(),
                                "a kernel with these, or another rootMode"));
                    }
                });
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

    private <T> Optional<Field<T>> found(Field<?> field, Look<T> look) {
        return switch (look) {
            case Look.Fine<T>(var value) -> Optional.of(new Field<>(field.name(), field.mark(), value));
            case Look.Wrong<T>(var problem, var allowed) -> {
                mistakes.add(field.mistake(problem, allowed));
                yield Optional.empty();
            }
        };
    }

    static Mistake atStart(Mark mark, String problem) {
        return Field.mistake(mark, "", problem, "fields " + String.join(", ", ALLOWED));
    }
}
