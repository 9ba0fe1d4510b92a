package io.rackboot.image.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a kernel was built with: its `.config`.
///
/// @param file where it was read
/// @param options `y`, `m` or a value by option, `CONFIG_` left out; what is not set is not there
public record KernelConfiguration(String file, Map<String, String> options) {
    private static final String PREFIX = "CONFIG_";
    private static final int LARGEST = 4 << 20;

    /// How a kernel has a feature.
    public enum State {
        /// In the kernel itself.
        BUILT_IN,
        /// As a module, which must be carried and loaded.
        MODULE,
        /// Not at all.
        ABSENT
    }

    /// Finds a kernel's configuration where distributions put it: beside the kernel, or with its modules.
    ///
    /// @return empty where there is none, or none that could be read
    public static Optional<KernelConfiguration> find(Path kernel, String release, Optional<Path> modules) {
        var beside = kernel.resolveSibling("config-" + release);
        return Stream.concat(
                        Stream.of(beside),
                        modules.stream().flatMap(m -> Stream.of(m.resolve("config"), m.resolve("build/.config"))))
                .filter(Files::isRegularFile)
                .flatMap(file -> read(file).stream())
                .findFirst();
    }

    private static Optional<KernelConfiguration> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(of(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static KernelConfiguration of(String file, String text) {
        var options = new HashMap<String, String>();
        text.lines().filter(line -> line.startsWith(PREFIX)).forEach(line -> {
            var equals = line.indexOf('=');
            if (equals > 0) {
                options.put(line.substring(PREFIX.length(), equals), line.substring(equals + 1));
            }
        });
        return new KernelConfiguration(file, options);
    }

    /// {@return how the kernel has a feature}
    public State state(String option) {
        return switch (options.getOrDefault(option, "n")) {
            case "y" -> State.BUILT_IN;
            case "m" -> State.MODULE;
            default -> State.ABSENT;
        };
    }
}
