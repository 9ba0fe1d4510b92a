package io.rackboot.image.specification;

import io.rackboot.image.kernel.KernelConfiguration;
import io.rackboot.image.kernel.KernelImage;
import io.rackboot.image.kernel.KernelNeed;
import io.rackboot.image.kernel.ModuleClasses;
import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.kernel.ModuleFiles;
import io.rackboot.image.specification.ModuleChoice.Carried;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `kernel` and `modules`. What is in a package or a root is looked at when the image is built.
final class KernelReader {
    static final List<String> ALLOWED = List.of("kernel", "modules");

    private static final List<String> SOURCES = List.of("file", "packages", "root");
    private static final String FORMS = "the path of a kernel, the word root, or one of " + String.join(", ", SOURCES);
    private static final String OF_ROOT = "root";
    private static final Pattern RELEASE = Pattern.compile("(?!\\.)[A-Za-z0-9._+~-]{1,64}");
    private static final String ALL = "all";

    private final SourceProbe probe;
    private final Consumer<Mistake> mistakes;

    /// What was read.
    ///
    /// @param kernel empty where mistakes were said
    record Kernel(Optional<KernelSource> kernel, Optional<ModuleChoice> modules) {}

    KernelReader(SourceProbe probe, Consumer<Mistake> mistakes) {
        this.probe = probe;
        this.mistakes = mistakes;
    }

    /// @param needs what the image needs of its kernel
    Kernel read(Fields fields, List<KernelNeed> needs) {
        fields.require("kernel", FORMS);
        var modules = fields.mapping("modules", List.of("directory", "load", "include", "classes"));
        if (fields.isText("kernel")) {
            var text = fields.text("kernel", FORMS);
            return text.filter(f -> f.value().equals(OF_ROOT)).isPresent()
                    ? apart(new KernelSource.OfRoot(Optional.empty()), modules)
                    : file(text, modules, needs);
        }
        return fields.mapping("kernel", SOURCES)
                .map(kernel -> source(kernel, modules, needs))
                .orElseGet(() -> new Kernel(Optional.empty(), Optional.empty()));
    }

    private Kernel source(Fields kernel, Optional<Fields> modules, List<KernelNeed> needs) {
        var given = SOURCES.stream().filter(kernel::has).toList();
        if (given.size() != 1) {
            var problem = given.isEmpty() ? "has no source" : "has " + String.join(" and ", given);
            mistakes.accept(Field.mistake(kernel.mark(), "kernel", problem, "one of " + String.join(", ", SOURCES)));
            return new Kernel(Optional.empty(), Optional.empty());
        }
        return switch (given.getFirst()) {
            case "file" -> file(kernel.text("file", "the path of a kernel"), modules, needs);
            case "packages" -> {
                var files = kernel.texts("packages", "the path of a Debian package").stream()
                        .flatMap(f -> f.found(probe.debianPackage(f.value()), mistakes).stream())
                        .map(Field::value)
                        .toList();
                if (kernel.isEmptyList("packages")) {
                    mistakes.accept(Field.mistake(kernel.mark(), "kernel.packages", "is empty", "at least one"));
                }
                yield apart(new KernelSource.Packages(files), modules);
            }
            default -> {
                var release = kernel.text(OF_ROOT, "a kernel's release")
                        .flatMap(f -> f.matching(RELEASE, "a release such as 6.1.0-56-amd64", mistakes))
                        .map(Field::value);
                yield apart(new KernelSource.OfRoot(release), modules);
            }
        };
    }

    private Kernel apart(KernelSource source, Optional<Fields> modules) {
        modules.flatMap(m -> m.text("directory", "nothing"))
                .ifPresent(f -> mistakes.accept(
                        f.mistake("is for a kernel that is a file: this kernel's own modules are taken", "nothing")));
        return new Kernel(Optional.of(source), modules.map(m -> choice(m, Optional.empty())));
    }

    private Kernel file(Optional<Field<String>> text, Optional<Fields> modules, List<KernelNeed> needs) {
        var file = text.flatMap(f -> f.found(probe.file(f.value()), mistakes));
        var directory = modules.flatMap(m -> m.requiredText("directory", "/lib/modules/<release>"))
                .flatMap(f -> f.found(probe.modules(f.value()), mistakes));
        var choice = modules.map(m -> choice(m, directory));
        var release = file.flatMap(f -> release(f, directory));
        if (file.isPresent() && release.isPresent()) {
            requireFeatures(file.get(), release.get(), directory, needs);
        }
        return new Kernel(
                file.flatMap(f -> release.map(r -> new KernelSource.File(f.value(), r))),
                choice.filter(_ -> directory.isPresent()));
    }

    private ModuleChoice choice(Fields modules, Optional<Field<ModuleDirectory>> directory) {
        if (!modules.has("include") && !modules.has("classes")) {
            modules.require("load", "a list of module names; or include, classes");
        }
        var load = names(modules, "load", directory);
        return new ModuleChoice(directory.map(d -> path(d.value())), load, carried(modules, directory));
    }

    private Carried carried(Fields modules, Optional<Field<ModuleDirectory>> directory) {
        var classes = modules.words("classes", ModuleClasses.read().words());
        if (modules.isText("include")) {
            return modules.word("include", List.of(ALL)).isPresent() ? new Carried.All() : new Carried.Nothing();
        }
        var names = names(modules, "include", directory);
        return modules.has("include") || modules.has("classes")
                ? new Carried.Some(names, classes)
                : new Carried.Nothing();
    }

    private List<String> names(Fields modules, String field, Optional<Field<ModuleDirectory>> directory) {
        var names = new ArrayList<>(modules.texts(field, "a module's name"));
        directory.ifPresent(d -> names.stream()
                .filter(f -> !d.value().has(f.value()))
                .forEach(f -> {
                    var problem = "kernel " + d.value().release() + " has no module '" + f.value() + "'";
                    mistakes.accept(f.mistake(
                            problem + NearMiss.hint(f.value(), d.value().names()), "names from modules.dep"));
                }));
        return names.stream().map(Field::value).toList();
    }

    /// The kernel's own word, which must agree with the modules' directory: modules of another release do not load.
    private Optional<String> release(Field<Path> kernel, Optional<Field<ModuleDirectory>> directory) {
        return kernel.found(probe.kernel(kernel.value()), mistakes).flatMap(found -> switch (found.value()) {
            case KernelImage.Release.Known(var release) -> {
                directory
                        .filter(d -> !d.value().release().equals(release))
                        .ifPresent(d -> mistakes.accept(d.mistake(
                                "the modules are of kernel " + d.value().release() + ", but " + kernel.value()
                                        + " is kernel " + release,
                                "the modules of kernel " + release)));
                yield Optional.of(release);
            }
            case KernelImage.Release.Unknown(var reason) -> {
                if (directory.isEmpty()) {
                    mistakes.accept(kernel.mistake(
                            "its release cannot be told: " + reason, "a kernel that says it, or modules of it"));
                }
                yield directory.map(d -> d.value().release());
            }
        });
    }

    /// A kernel whose configuration is not found is taken as it is.
    private void requireFeatures(
            Field<Path> kernel, String release, Optional<Field<ModuleDirectory>> modules, List<KernelNeed> needs) {
        KernelConfiguration.find(kernel.value(), release, modules.map(m -> path(m.value())))
                .ifPresent(configuration -> {
                    var carried = modules.isPresent() ? KernelNeed.Modules.CARRIED : KernelNeed.Modules.NONE;
                    var missing = KernelNeed.missing(needs, configuration, carried);
                    if (!missing.isEmpty()) {
                        mistakes.accept(kernel.mistake(
                                "the kernel lacks what the root mode needs: " + String.join(", ", missing) + ", by "
                                        + configuration.file(),
                                "a kernel with these, or another rootMode"));
                    }
                });
    }

    private static Path path(ModuleDirectory modules) {
        return switch (modules.files()) {
            case ModuleFiles.OfMachine(var directory) -> directory;
            case ModuleFiles.OfTree tree ->
                throw new IllegalStateException("no directory of the machine: " + tree.directory());
        };
    }
}
