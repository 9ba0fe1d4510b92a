package io.rackboot.boot.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// curl, the program.
///
/// @param directory where it leaves its errors
public record Curl(Path directory) {

    /// Runs it and {@return what it writes}; it must succeed.
    public String run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        var errors = directory.resolve("errors");
        var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> text(errors)).isZero();
        return output;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
