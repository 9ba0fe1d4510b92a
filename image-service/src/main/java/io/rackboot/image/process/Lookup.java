package io.rackboot.image.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds programs.
public final class Lookup {
    private static final String ALWAYS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Lookup() {}

    /// {@return where programs are looked for}: the service's own PATH, then where Debian has those of the
    /// administrator. Asked for each time: a constant would be of the machine that made the native executable.
    static String path() {
        return Optional.ofNullable(System.getenv("PATH"))
                        .filter(path -> !path.isEmpty())
                        .map(path -> path + ":")
                        .orElse("")
                + ALWAYS;
    }

    /// {@return whether a program can be run here}
    public static boolean has(String name) {
        return find(name).isPresent();
    }

    /// @throws ProgramFailedException naming the Debian package of a program that cannot be run here
    public static void require(String debianPackage, String name) throws ProgramFailedException {
        onPath(Program.of(debianPackage, name));
    }

    static String onPath(Program program) throws ProgramFailedException {
        var name = program.command().getFirst();
        return find(name)
                .orElseThrow(() -> new ProgramFailedException(
                        name + " is not installed (Debian: " + program.debianPackage() + ")"))
                .toString();
    }

    private static Optional<Path> find(String name) {
        return name.startsWith("/")
                ? Optional.of(Path.of(name)).filter(Files::isExecutable)
                : Stream.of(path().split(":"))
                        .filter(directory -> directory.startsWith("/"))
                        .map(directory -> Path.of(directory, name))
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .findFirst();
    }
}
