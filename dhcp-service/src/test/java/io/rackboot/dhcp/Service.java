package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The packaged service as a process of its own, on the loopback interface.
final class Service implements AutoCloseable {
    private final Site site;
    private final int httpPort;
    private final Path log;
    private final Process process;

    private Service(Site site, int httpPort, Path log, Process process) {
        this.site = site;
        this.httpPort = httpPort;
        this.log = log;
        this.process = process;
    }

    /// Starts it with the site's subnets and these settings besides.
    static Service start(Site site, Path directory, List<String> settings) throws IOException {
        return start(site, directory, 0, settings);
    }

    /// The same, with HTTP on this port of the loopback interface.
    static Service start(Site site, Path directory, int httpPort, List<String> settings) throws IOException {
        var all = new ArrayList<String>();
        site.settings().forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(settings);
        all.add("quarkus.http.port=" + httpPort);
        all.add("quarkus.http.host=127.0.0.1");
        var log = directory.resolve("service.log");
        var process = new ProcessBuilder(Packaged.command(all))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Service(site, httpPort, log, process);
    }

    /// Waits until it answers: to clients, and by HTTP where that has a port that is known.
    Service awaitAnswers() {
        try (var client = TestClient.client(site)) {
            client.patience(100);
            Await.until("answers", () -> {
                assertThat(process.isAlive()).as(log()).isTrue();
                client.send(Messages.of("52:54:00:ff:ff:ff").discover());
                return client.hears(_ -> true);
            });
        }
        Await.until("HTTP", () -> httpPort == 0 || listens(httpPort));
        return this;
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /// Waits for its end. {@return its exit status}
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(log()).isTrue();
        return process.exitValue();
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM.
    void terminate() {
        process.destroy();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
