package io.rackboot.inventory.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.testing.FreePort;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// The packaged application once more, beside the one under test, on the same nats-server.
public final class SecondReplica implements AutoCloseable {
    private static final Path TARGET = Path.of("target");

    private final Path state = InventoryNats.directory();
    private final int port = FreePort.tcp();
    private final Process process;

    /// Starts it and waits until it is ready.
    public SecondReplica(String natsUrl) {
        try {
            process = new ProcessBuilder(command(natsUrl))
                    .redirectErrorStream(true)
                    .redirectOutput(state.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Await.until(() -> assertThat(ready()).isTrue());
        } catch (AssertionError e) {
            close(); // nobody else will: there is no object to close
            throw e;
        }
    }

    private boolean ready() {
        try {
            return RestAssured.get(url() + "/q/health/ready").statusCode() == 200;
        } catch (Exception _) {
            return false; // it does not listen yet; the client throws what it does not declare
        }
    }

    /// {@return where it listens}
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    private List<String> command(String natsUrl) throws IOException {
        var artifact = new Properties();
        try (var in = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
            artifact.load(in);
        }
        var options = List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dnats.servers=" + natsUrl,
                "-Dinventory.state-directory=" + state,
                "-Dinventory.deadlines.kernel=2S");
        var path = TARGET.resolve(artifact.getProperty("path")).toString();
        var command = new ArrayList<String>();
        if (artifact.getProperty("type").equals("native")) {
            command.add(path);
            command.addAll(options);
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-jar", path));
        }
        return command;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("it stops when asked")
                    .isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            InventoryNats.remove(state);
        }
    }
}
