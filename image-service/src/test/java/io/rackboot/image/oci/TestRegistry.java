package io.rackboot.image.oci;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/// A registry on loopback that has one image, `team/base:one`, and sends who wants its blobs to another server.
final class TestRegistry implements AutoCloseable {
    private final Path layout;
    private final String manifest;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private Optional<HttpServer> server = Optional.empty();
    private Optional<HttpServer> elsewhere = Optional.empty();
    private Optional<SSLContext> secured = Optional.empty();
    private volatile Optional<String> elsewhereAsks = Optional.empty();

    /// @param layout an OCI layout
    /// @param manifest the digest of the image's manifest, in hex
    TestRegistry(Path layout, String manifest) {
        this.layout = layout;
        this.manifest = manifest;
    }

    /// From the next start on, by TLS.
    void secure(SSLContext context) {
        secured = Optional.of(context);
    }

    /// The other server asks for a proof.
    void askElsewhere(String challenge) {
        elsewhereAsks = Optional.of(challenge);
    }

    /// {@return what was asked: method, path, proof}
    List<String> requests() {
        return requests;
    }

    int port() {
        return server.orElseThrow().getAddress().getPort();
    }

    int portElsewhere() {
        return elsewhere.orElseThrow().getAddress().getPort();
    }

    /// Starts it.
    ///
    /// @param challenge asks for a proof, with the port in place of `%d`; nothing where it is empty
    void serve(String challenge) throws IOException {
        var other = listening();
        other.createContext("/", exchange -> {
            requests.add("elsewhere " + seen(exchange));
            if (elsewhereAsks.isPresent()) {
                exchange.getResponseHeaders()
                        .set("WWW-Authenticate", elsewhereAsks.get().formatted(portElsewhere()));
                answer(exchange, 401, new byte[0]);
                return;
            }
            answer(exchange, 200, Files.readAllBytes(layout.resolve("blobs/sha256" + exchange.getRequestURI())));
        });
        var first = listening();
        first.setExecutor(command -> Thread.ofVirtual().start(command));
        first.createContext("/", exchange -> registry(exchange, challenge));
        server = Optional.of(first);
        elsewhere = Optional.of(other);
        first.start();
        other.start();
    }

    /// {@return where it is}
    String url() {
        return scheme() + "://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.ifPresent(running -> running.stop(0));
        elsewhere.ifPresent(running -> running.stop(0));
    }

    private String scheme() {
        return secured.isPresent() ? "https" : "http";
    }

    private HttpServer listening() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (secured.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        var https = HttpsServer.create(address, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(secured.get()));
        return https;
    }

    private void registry(HttpExchange exchange, String challenge) throws IOException {
        requests.add(seen(exchange));
        var path = exchange.getRequestURI().getPath();
        var proof = exchange.getRequestHeaders().getFirst("Authorization");
        if (path.equals("/token")) {
            answer(exchange, 200, "{\"token\": \"secret-token\"}".getBytes(StandardCharsets.UTF_8));
        } else if (!challenge.isEmpty() && !"Bearer secret-token".equals(proof)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", challenge.formatted(port()));
            answer(exchange, 401, new byte[0]);
        } else if (path.startsWith("/v2/team/loop/")) {
            redirect(exchange, path);
        } else if (path.startsWith("/v2/team/file/")) {
            redirect(exchange, "file:///etc/passwd");
        } else if (path.startsWith("/v2/team/silent/")) {
            // Never answered: the client goes away.
            requests.add("silent");
        } else if (path.startsWith("/v2/team/base/blobs/sha256:")) {
            redirect(exchange, scheme() + "://127.0.0.1:" + portElsewhere() + "/" + path.substring(path.length() - 64));
        } else {
            var name = path.endsWith("/one") ? manifest : path.substring(path.length() - 64);
            var file = layout.resolve("blobs/sha256/" + name);
            var there = Files.exists(file);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            answer(exchange, there ? 200 : 404, there ? Files.readAllBytes(file) : new byte[0]);
        }
    }

    private static String seen(HttpExchange exchange) {
        var proof = exchange.getRequestHeaders().getFirst("Authorization");
        return exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + (proof == null ? "-" : proof);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        answer(exchange, 307, new byte[0]);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
