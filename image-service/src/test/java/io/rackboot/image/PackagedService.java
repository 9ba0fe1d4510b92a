package io.rackboot.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// The service as it is packaged, in a process of its own that tests may kill.
final class PackagedService implements AutoCloseable {
    private static final Path TARGET = Path.of("target");
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private final Process process;
    private final int port;

    private PackagedService(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it and waits until it listens.
    static PackagedService start(Path state, String... more) throws IOException {
        var options = new ArrayList<>(List.of(
                "-Dimage.state-directory=" + state,
                "-Dimage.minimum-free=1M",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                // Nobody answers there: images wait to be published.
                "-Dnats.servers=nats://127.0.0.1:1"));
        options.addAll(List.of(more));
        var log = Files.createTempFile(state.getParent(), "service", ".log");
        var process = new ProcessBuilder(command(options))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PackagedService(process, port(process, log));
    }

    /// {@return the command line of the executable}
    ///
    /// @param options properties
    /// @param words what follows them
    static List<String> command(List<String> options, String... words) throws IOException {
        var artifact = new Properties();
        try (var in = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
            artifact.load(in);
        }
        var path = TARGET.resolve(artifact.getProperty("path")).toAbsolutePath().toString();
        var command = new ArrayList<String>();
        if (artifact.getProperty("type").startsWith("native")) {
            command.add(path);
            command.addAll(options);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
            command.add("-XX:TieredStopAtLevel=1");
            command.addAll(options);
            command.addAll(List.of("-jar", path));
        }
        command.addAll(List.of(words));
        return command;
    }

    /// {@return where it listens}
    int port() {
        return port;
    }

    /// SIGKILL: nothing of it runs any more.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(Process process, Path log) throws IOException {
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            var match = LISTENING.matcher(Files.readString(log));
            if (match.find()) {
                return Integer.parseInt(match.group(1));
            }
            LockSupport.parkNanos(20_000_000);
        }
        process.destroyForcibly();
        throw new AssertionError("the service did not start: " + Files.readString(log));
    }
}
