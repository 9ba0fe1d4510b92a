package io.rackboot.nats.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A real nats-server with JetStream on a free loopback port, its store in a temporary directory.
///
/// Port and store stay the same until it is closed. The program is the one that the environment variable `NATS_SERVER`
/// names, or else the first on the `PATH`, or else Debian's; without any, the test is skipped with the reason,
/// and fails where the variable `CI` is set.
public final class NatsServer implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Path binary = new NatsBinary(System.getenv()).require();
    private final Path directory;
    private final int port;
    private final Thread hook = new Thread(this::close, "nats-server-cleanup");
    private Optional<Process> process = Optional.empty();

    private NatsServer() {
        try {
            directory = Files.createTempDirectory("nats-server");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = FreePort.tcp();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// A running server.
    public static NatsServer start() {
        var server = later();
        server.restart();
        return server;
    }

    /// A server that has its port and does not run yet; [#restart] starts it.
    public static NatsServer later() {
        return new NatsServer();
    }

    /// {@return its address, such as `nats://127.0.0.1:40123`}
    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /// {@return its port}
    public int port() {
        return port;
    }

    /// {@return what it printed so far}
    public String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it in good order (SIGTERM).
    public synchronized void stop() {
        process.ifPresent(Process::destroy);
        awaitEnd();
    }

    /// Ends it at once (SIGKILL).
    public synchronized void kill() {
        process.ifPresent(Process::destroyForcibly);
        awaitEnd();
    }

    /// Starts it on the same port and store, after a stop where it runs.
    public synchronized void restart() {
        stop();
        try {
            process = Optional.of(new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start());
        } catch (IOException e) {
            throw new IllegalStateException(binary + " does not start", e);
        }
        awaitReady();
    }

    /// Ends it and removes its store.
    @Override
    public synchronized void close() {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException _) {
            return; // closed before
        }
        if (Thread.currentThread() != hook) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private List<String> command() {
        return List.of(
                binary.toString(),
                "-js",
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-sd",
                directory.resolve("store").toString());
    }

    private Path logFile() {
        return directory.resolve("log");
    }

    private void awaitEnd() {
        process.ifPresent(running -> {
            try {
                if (!running.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                    running.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
        process = Optional.empty();
    }

    private void awaitReady() {
        var end = Instant.now().plus(DEADLINE);
        while (Instant.now().isBefore(end) && process.filter(Process::isAlive).isPresent()) {
            if (greets()) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        throw new IllegalStateException("nats-server is not ready on port " + port + ":\n" + log());
    }

    private boolean greets() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("INFO");
        } catch (IOException _) {
            return false;
        }
    }
}
