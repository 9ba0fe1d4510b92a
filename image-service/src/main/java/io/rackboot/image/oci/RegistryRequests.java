package io.rackboot.image.oci;

import io.rackboot.image.process.Watch;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Sends requests and follows where they lead; what proves who asks goes to the first server alone.
final class RegistryRequests implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAXIMUM_REDIRECTS = 5;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private final HttpClient http;
    private final Watch watch;

    RegistryRequests(SSLContext tls, Watch watch) {
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.watch = watch;
    }

    /// {@return a body whose reading ends when the build is not wanted any more, or nothing comes for a while}
    InputStream watched(HttpResponse<InputStream> response) {
        return new WatchedBody(response.body(), watch, PATIENCE);
    }

    HttpResponse<InputStream> followed(URI uri, Optional<String> authorization) throws IOException {
        var at = uri;
        for (var redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects++) {
            var response = send(at, sameServer(at, uri) ? authorization : Optional.empty());
            var location = response.headers().firstValue("Location");
            if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
                return response;
            }
            response.body().close();
            at = target(at, location.get());
        }
        throw new RefusedSourceException(uri + " leads to more than " + MAXIMUM_REDIRECTS + " others");
    }

    static boolean sameServer(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getAuthority().equals(other.getAuthority());
    }

    private static URI target(URI from, String location) throws RefusedSourceException {
        try {
            var target = from.resolve(location);
            if (target.getHost() != null
                    && (target.getScheme().equals("https") || target.getScheme().equals(from.getScheme()))) {
                return target;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new RefusedSourceException(from + " leads to '" + location + "', which is not followed");
    }

    HttpResponse<InputStream> send(URI uri, Optional<String> proof) throws IOException {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET();
        OciImage.accepted().forEach(type -> request.header("Accept", type));
        proof.ifPresent(value -> request.header("Authorization", value));
        var answer = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return awaited(answer);
        } catch (ExecutionException e) {
            throw new IOException(uri + " cannot be fetched: " + explained(uri, e.getCause()), e.getCause());
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + uri + " was fetched");
        }
    }

    private static String explained(URI uri, Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (failure) {
            case SSLHandshakeException _ ->
                uri.getAuthority() + " shows a certificate that is not believed: " + cause.getMessage()
                        + " (image.authorities)";
            case SSLException _ -> uri.getAuthority() + " does not speak TLS: " + cause.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private HttpResponse<InputStream> awaited(CompletableFuture<HttpResponse<InputStream>> answer)
            throws IOException, ExecutionException, InterruptedException {
        while (true) {
            try {
                return answer.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                watch.check();
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
