package io.rackboot.image.boottest;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// All that a machine under test can reach: the files of its image, and where it reports. On the loopback; who else is
/// there does not know the secret.
final class TrialServer implements AutoCloseable {
    private static final long SECONDS = 10;
    private static final int LONGEST_REPORT = 1 << 20;

    private final HttpServer server;
    private final String secret;
    private final Map<String, Path> files;
    private final Observation observation;

    private TrialServer(Vertx vertx, String secret, Map<String, Path> files, Observation observation) {
        this.secret = secret;
        this.files = Map.copyOf(files);
        this.observation = observation;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::answer);
    }

    static TrialServer start(Vertx vertx, String secret, Map<String, Path> files, Observation observation)
            throws IOException {
        var trial = new TrialServer(vertx, secret, files, observation);
        try {
            trial.server.listen().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            return trial;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the server of a boot test does not start: " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a boot test began");
        }
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpServerRequest request) {
        var start = "/" + secret + "/";
        var path = request.path();
        var response = request.response().putHeader("Connection", "close");
        if (path == null || !path.startsWith(start)) {
            response.setStatusCode(404).end();
            return;
        }
        var name = path.substring(start.length());
        if (request.method() == HttpMethod.POST && name.startsWith("phone-home/")) {
            report(request, name.substring("phone-home/".length()));
        } else if (request.method() == HttpMethod.GET && files.containsKey(name)) {
            response.sendFile(files.get(name).toString());
        } else {
            response.setStatusCode(404).end();
        }
    }

    private void report(HttpServerRequest request, String what) {
        var body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() > LONGEST_REPORT) {
                request.connection().close();
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            var known = ("Bearer " + secret).equals(request.getHeader("Authorization"));
            request.response().setStatusCode(known ? 204 : 401).end();
            if (known) {
                observation.reported(what, body.toString(StandardCharsets.UTF_8));
            }
        });
    }
}
