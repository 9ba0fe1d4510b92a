package io.rackboot.tftp;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rackboot.nats.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/// What surrounds the service in its tests: a free port, a root directory, a http-boot-service that knows one script.
///
/// @param server where the service listens for TFTP
/// @param root its root directory
record Site(InetSocketAddress server, Path root) {
    static final String SCRIPT = "#!ipxe\necho hello\n";

    /// Sets the site up for `@QuarkusTest` and the packaged application alike.
    public static final class Resource implements QuarkusTestResourceLifecycleManager {
        private final Path directory = temporary();
        private final Site site = new Site(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), FreePort.udp()), directory.resolve("root"));
        private final HttpServer http = bootServer();

        @Override
        public Map<String, String> start() {
            http.start();
            return Map.of(
                    "tftp.rack",
                    "r12",
                    "tftp.root",
                    site.root().toString(),
                    "tftp.state-directory",
                    directory.resolve("state").toString(),
                    "tftp.address",
                    "127.0.0.1",
                    "tftp.port",
                    Integer.toString(site.server().getPort()),
                    "tftp.boot-server",
                    "http://127.0.0.1:" + http.getAddress().getPort());
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(site, new TestInjector.MatchesType(Site.class));
        }

        @Override
        public void stop() {
            http.stop(0);
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static HttpServer bootServer() {
            try {
                var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                http.createContext("/", exchange -> {
                    boolean known = exchange.getRequestURI().getPath().endsWith("/boot.ipxe");
                    var body = known ? SCRIPT.getBytes(StandardCharsets.UTF_8) : new byte[0];
                    exchange.getResponseHeaders().add("Rackboot-Role", "script");
                    exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
                return http;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path temporary() {
            try {
                var directory = Files.createTempDirectory("tftp-service");
                Files.createDirectory(directory.resolve("root"));
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
