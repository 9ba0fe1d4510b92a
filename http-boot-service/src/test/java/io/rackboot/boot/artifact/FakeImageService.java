package io.rackboot.boot.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rackboot.events.FileRole;
import io.rackboot.events.document.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An image-service that behaves as a test wants.
public final class FakeImageService implements AutoCloseable {
    /// What to do with one request.
    public interface Behaviour {
        /// Answers.
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = FakeImageService::whole;

    private FakeImageService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /// Starts one on a free port of the loopback interface.
    public static FakeImageService start() {
        try {
            return new FakeImageService();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes content and returns its document's entry.
    public Artifact add(FileRole role, String name, byte[] content) {
        var digest = CacheDirectory.sha256();
        digest.update(content);
        var sha256 = CacheDirectory.hex(digest);
        var path = "/artifacts/" + sha256 + "/" + name;
        contents.put(path, content);
        return new Artifact(role, name, content.length, sha256, url(path));
    }

    /// Delivers other content under a document's entry from now on.
    public void replace(Artifact artifact, byte[] content) {
        contents.put(artifact.location().getPath(), content);
    }

    /// Behaves so from now on.
    public void behave(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /// {@return the `Range` headers of all requests so far, "" for none}
    public List<String> ranges() {
        return ranges;
    }

    /// {@return its URL of a path}
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /// The whole, or the part that is asked for.
    public static void whole(HttpExchange exchange, byte[] content) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        var from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from == 0 ? -1 : content.length - from);
        exchange.getResponseBody().write(content, from, content.length - from);
    }

    /// A status without content.
    public static Behaviour status(int status) {
        return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range == null ? "" : range);
            var content = contents.get(exchange.getRequestURI().getPath());
            (content == null ? status(404) : behaviour).answer(exchange, content);
        }
    }
}
