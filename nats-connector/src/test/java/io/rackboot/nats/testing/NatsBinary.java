package io.rackboot.nats.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// Finds the program `nats-server`: the file that the environment variable `NATS_SERVER` names, or else the first on
/// the `PATH`, or else Debian's.
final class NatsBinary {
    private static final String NAME = "nats-server";

    private final Map<String, String> environment;

    NatsBinary(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// {@return the program}
    ///
    /// @throws TestAbortedException where there is none: the test is skipped with the reason
    /// @throws IllegalStateException where there is none and the variable `CI` is set: there every test counts
    Path require() {
        var found = find();
        if (found.isPresent()) {
            return found.get();
        }
        if (environment.containsKey("CI")) {
            throw new IllegalStateException(missing());
        }
        throw new TestAbortedException("skipped: " + missing());
    }

    private Optional<Path> find() {
        return places().filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
    }

    private Stream<Path> places() {
        var named = Optional.ofNullable(environment.get("NATS_SERVER"));
        return named.map(file -> Stream.of(Path.of(file)))
                .orElseGet(() -> Stream.concat(path(), Stream.of(Path.of("/usr/sbin"), Path.of("/usr/local/bin")))
                        .map(directory -> directory.resolve(NAME)));
    }

    private Stream<Path> path() {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }

    private String missing() {
        return Optional.ofNullable(environment.get("NATS_SERVER"))
                .map(file -> "NATS_SERVER names no program: " + file)
                .orElse(
                        "no nats-server on the PATH, in /usr/sbin or /usr/local/bin; install the package nats-server, or"
                                + " name the file in NATS_SERVER");
    }
}
