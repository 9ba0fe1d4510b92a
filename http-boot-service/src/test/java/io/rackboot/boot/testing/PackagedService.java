package io.rackboot.boot.testing;

import io.rackboot.nats.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The packaged application, native if it was built so, as a process that a test may kill.
public final class PackagedService implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    /// Starts it and waits until it answers.
    public PackagedService(Map<String, String> configuration, Path log) {
        this.log = log;
        this.port = FreePort.tcp();
        try {
            process = new ProcessBuilder(command(configuration))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("the service on port " + port, this::answers);
    }

    /// {@return the body of a successful GET, or the status and body of another}
    public String get(String path) {
        return send(HttpRequest.newBuilder(url(path)).build());
    }

    /// {@return the same of a POST}
    public String post(String path, String token, String body) {
        return send(HttpRequest.newBuilder(url(path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /// {@return what it printed}
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it at once, as a power cut would.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit().join();
    }

    private String send(HttpRequest request) {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : response.statusCode() + " " + response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("the service ended:\n" + log());
        }
        try {
            return !get("/q/health/live").startsWith("5");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private List<String> command(Map<String, String> configuration) {
        var command = new ArrayList<String>();
        var runner = Path.of(System.getProperty("native.image.path", "target/none"));
        var executable = Files.isExecutable(runner);
        if (executable) {
            command.add(runner.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        }
        configuration.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        if (!executable) {
            command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        }
        return command;
    }
}
