package io.rackboot.image.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program to run: no shell stands between.
///
/// @param command its name, looked up on the PATH, and its arguments
/// @param environment added to a nearly empty one (PATH, HOME=/, LC_ALL=C.UTF-8, TZ=UTC)
/// @param directory where it works
/// @param debianPackage where it comes from, for the message where it is missing
public record Program(
        List<String> command, Map<String, String> environment, Optional<Path> directory, String debianPackage) {
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// {@return a program of a Debian package}
    public static Program of(String debianPackage, String... command) {
        return of(debianPackage, List.of(command));
    }

    /// {@return a program of a Debian package}
    public static Program of(String debianPackage, List<String> command) {
        return new Program(command, Map.of(), Optional.empty(), debianPackage);
    }

    /// {@return this, with a variable of its environment set}
    public Program with(String variable, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Program(command, more, directory, debianPackage);
    }

    /// {@return this, working in a directory}
    public Program in(Path where) {
        return new Program(command, environment, Optional.of(where), debianPackage);
    }

    /// {@return its name without directories}
    public String name() {
        return Path.of(command.getFirst()).getFileName().toString();
    }
}
