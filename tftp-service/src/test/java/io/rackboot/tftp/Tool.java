package io.rackboot.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A program of the host that a test drives.
record Tool(Path program) {

    /// The program of that name. Where it is missing, the test fails in CI and is skipped elsewhere, saying why.
    static Tool required(String name, String debianPackage) {
        var found = Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isPresent()) {
            return new Tool(found.get());
        }
        var reason = name + " is missing (Debian package " + debianPackage + ")";
        if ("true".equals(System.getenv("CI"))) {
            fail(reason);
        }
        System.out.println("skipped: " + reason);
        return Assumptions.abort(reason);
    }

    /// Runs it in a directory to a good end and returns what it printed.
    String run(Path directory, String... arguments) throws IOException, InterruptedException {
        var output = Files.createTempFile(directory, "output", ".txt");
        var command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        var printed = Files.readString(output);
        assertThat(ended).as("%s ended within 60 s: %s", command, printed).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, printed).isZero();
        return printed;
    }
}
