package io.rackboot.image;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.store.ArtifactStore;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `/artifacts/<sha256>/<name>`: the bytes go from the disk's cache to the socket (sendfile); HEAD with a length,
/// Range, If-Range, If-None-Match. The digest alone names the bytes, so they may be cached for ever; the name is for
/// people.
@Singleton
public final class ArtifactsRoute {
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final ArtifactStore store;
    private final ImageRegistry registry;
    private final Counter served;

    ArtifactsRoute(ArtifactStore store, ImageRegistry registry, MeterRegistry meters) {
        this.store = store;
        this.registry = registry;
        this.served = meters.counter("image.served.bytes");
    }

    void register(@Observes Router router) {
        router.route("/artifacts/:sha256/:name").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        var method = context.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            context.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .end();
            return;
        }
        var sha256 = context.pathParam("sha256");
        var artifact = registry.artifact(sha256);
        var file = store.find(sha256);
        if (artifact.isEmpty() || file.isEmpty()) {
            context.response()
                    .setStatusCode(404)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end("no image has an artifact of this digest\n");
            return;
        }
        context.response()
                .putHeader(HttpHeaders.ETAG, etag(sha256))
                .putHeader(HttpHeaders.CACHE_CONTROL, FOREVER)
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader("Rackboot-Role", artifact.get().role().text());
        try {
            send(context, file.get(), Files.size(file.get()), etag(sha256));
        } catch (IOException e) {
            context.fail(e);
        }
    }

    private void send(RoutingContext context, Path file, long size, String etag) {
        var request = context.request();
        var response = context.response();
        if (matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), etag)) {
            response.setStatusCode(304).end();
            return;
        }
        var header = request.getHeader("Range");
        var condition = request.getHeader("If-Range");
        ByteRange range = header == null || (condition != null && !condition.equals(etag))
                ? new ByteRange.Whole()
                : ByteRange.of(header, size);
        switch (range) {
            case ByteRange.Whole() -> part(context, file, 0, size);
            case ByteRange.Part(var from, var length) -> {
                response.setStatusCode(206)
                        .putHeader(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (from + length - 1) + "/" + size);
                part(context, file, from, length);
            }
            case ByteRange.Unsatisfiable() ->
                response.setStatusCode(416)
                        .putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size)
                        .end();
        }
    }

    private void part(RoutingContext context, Path file, long from, long length) {
        var response = context.response().putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        if (context.request().method() == HttpMethod.HEAD || length == 0) {
            response.end();
            return;
        }
        // A client that goes away in the middle is its own affair; the connection is closed then.
        response.sendFile(file.toString(), from, length).onSuccess(_ -> served.increment(length));
    }

    private static boolean matches(String ifNoneMatch, String etag) {
        return ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(etag));
    }

    private static String etag(String sha256) {
        return "\"sha256-" + sha256 + "\"";
    }
}
