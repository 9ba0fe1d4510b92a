package io.rackboot.image.oci;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Docker's own registry (Debian: docker-registry) on a free port of loopback, its images in a directory of the test.
final class DebianRegistry implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:[0-9]+)");

    private final Process process;
    private final String address;

    /// Starts it; it accepts connections from then on.
    DebianRegistry(Path directory) throws IOException {
        var configuration = directory.resolve("registry.yaml");
        Files.writeString(configuration, """
                version: 0.1
                log: {accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, maintenance: {uploadpurging: {enabled: false}}}
                http: {addr: "127.0.0.1:0", secret: of-this-test}
                """.formatted(directory.resolve("registry")));
        process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        address = address(output);
        // It says something of each request: unread, the pipe would be full at some time.
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
    }

    /// {@return such as `127.0.0.1:40123`}
    String address() {
        return address;
    }

    @Override
    public void close() {
        // Not by the process itself: that would close the pipe under its reader.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    private static String address(BufferedReader output) throws IOException {
        var said = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            var match = LISTENING.matcher(line);
            if (match.find()) {
                return match.group(1);
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("docker-registry ended: " + said);
    }
}
