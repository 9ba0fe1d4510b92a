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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Speaks HTTP with a registry: anonymously, with a token, or with a password, as the registry asks for it. Where it
/// sends the client to another host, what proves who asks does not go along.
final class RegistryClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAXIMUM_REDIRECTS = 5;
    private static final int MAXIMUM_TOKEN = 64 << 10;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Optional<String> credentials;
    private final Watch watch;
    private Optional<String> authorization = Optional.empty();

    RegistryClient(Optional<String> credentials, Watch watch) {
        this.credentials = credentials;
        this.watch = watch;
    }

    /// Asks for a document or blob; a body that nobody reads is to be closed.
    HttpResponse<InputStream> get(URI uri) throws IOException {
        var response = followed(uri);
        // A challenge of a host that the registry led to is not the registry's: it would choose who gets the password.
        if (response.statusCode() != 401 || !sameServer(response.uri(), uri)) {
            return response;
        }
        response.body().close();
        var challenge = response.headers().firstValue("WWW-Authenticate").flatMap(Challenge::of);
        if (challenge.isEmpty()) {
            return response;
        }
        var proof = proof(challenge.get(), uri);
        if (proof.isEmpty()) {
            return response;
        }
        authorization = proof;
        return followed(uri);
    }

    /// {@return a body whose reading ends when the build is not wanted any more, or nothing comes for a while}
    InputStream watched(HttpResponse<InputStream> response) {
        return new WatchedBody(response.body(), watch, PATIENCE);
    }

    private Optional<String> proof(Challenge challenge, URI asked) throws IOException {
        return switch (challenge) {
            case Challenge.Basic _ -> basic();
            case Challenge.Bearer bearer -> {
                var realm = bearer.uri();
                var secret = credentials.isPresent();
                if (secret
                        && asked.getScheme().equals("https")
                        && !realm.getScheme().equals("https")) {
                    throw new RefusedSourceException(
                            "the registry wants the password without encryption at " + realm + "; it is not sent");
                }
                yield Optional.of("Bearer " + token(realm));
            }
        };
    }

    private Optional<String> basic() {
        return credentials.map(
                text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String token(URI realm) throws IOException {
        var response = send(realm, basic());
        try (var in = watched(response)) {
            if (response.statusCode() != 200) {
                throw new RefusedSourceException("no token from " + realm + ": answered with " + response.statusCode());
            }
            var json = Blobs.json(in.readNBytes(MAXIMUM_TOKEN));
            var token = json.path("token").asText(json.path("access_token").asText(""));
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new RefusedSourceException("no token from " + realm + ": its answer has none");
            }
            return token;
        }
    }

    private HttpResponse<InputStream> followed(URI uri) throws IOException {
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

    private static boolean sameServer(URI one, URI other) {
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

    private HttpResponse<InputStream> send(URI uri, Optional<String> proof) throws IOException {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET();
        OciImage.accepted().forEach(type -> request.header("Accept", type));
        proof.ifPresent(value -> request.header("Authorization", value));
        var answer = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return awaited(answer);
        } catch (ExecutionException e) {
            throw new IOException(uri + " cannot be fetched: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + uri + " was fetched");
        }
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
