package io.rackboot.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/// Takes the calls of a machine under test.
public final class PhoneHomeServer implements AutoCloseable {
    /// One call.
    public record Call(String method, String path, String authorization, String type, String body) {}

    private final HttpServer server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();

    /// Listens on a free port of the loopback.
    public PhoneHomeServer() throws IOException {
        this(HttpServer.create(address(), 0));
    }

    /// Listens on a free port of the loopback, by HTTPS.
    public static PhoneHomeServer secured(SSLContext context) throws IOException {
        var server = HttpsServer.create(address(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new PhoneHomeServer(server);
    }

    private PhoneHomeServer(HttpServer server) {
        this.server = server;
        server.createContext("/", this::take);
        server.start();
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /// {@return where it listens}
    public int port() {
        return server.getAddress().getPort();
    }

    /// Delivers a file, by range where that is asked for.
    ///
    /// @param breaks after how many bytes the first transfer breaks off; none where it is the file's size
    public void deliver(String path, Path file, long breaks) {
        var left = new AtomicLong(breaks);
        server.createContext(path, exchange -> {
            try (exchange;
                    var in = FileChannel.open(file)) {
                var range = exchange.getRequestHeaders().getFirst("Range");
                var from = range == null ? 0 : Long.parseLong(range.replaceAll("bytes=([0-9]+)-", "$1"));
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes %d-%d/%d".formatted(from, in.size() - 1, in.size()));
                if (exchange.getRequestMethod().equals("HEAD")) {
                    exchange.getResponseHeaders().set("Content-Length", Long.toString(in.size()));
                    exchange.sendResponseHeaders(200, -1);
                    return;
                }
                exchange.sendResponseHeaders(range == null ? 200 : 206, in.size() - from);
                var count = Math.min(left.getAndSet(Long.MAX_VALUE), in.size() - from);
                in.transferTo(from, count, Channels.newChannel(exchange.getResponseBody()));
            }
        });
    }

    /// The next call is answered so; without an answer set, with 204.
    public void answer(int status) {
        answers.add(status);
    }

    /// Waits for the next call and {@return it}.
    public Call next(int seconds) throws InterruptedException {
        var call = calls.poll(seconds, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call within " + seconds + " s");
        }
        return call;
    }

    /// {@return the calls nobody has looked at}
    public List<Call> waiting() {
        return List.copyOf(calls);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            calls.add(new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(headers.getFirst("Authorization")),
                    String.valueOf(headers.getFirst("Content-Type")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            var answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
