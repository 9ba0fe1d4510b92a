package io.rackboot.image.oci;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Speaks HTTP with a registry: anonymously, with a token, or with a password, as the registry asks for it. Where it
/// sends the client to another host, what proves who asks does not go along.
final class RegistryClient implements AutoCloseable {
    private static final int MAXIMUM_TOKEN = 64 << 10;

    private final Optional<String> credentials;
    private final RegistryRequests requests;
    private Optional<String> authorization = Optional.empty();

    RegistryClient(Optional<String> credentials, RegistryRequests requests) {
        this.credentials = credentials;
        this.requests = requests;
    }

    /// Asks for a document or blob; a body that nobody reads is to be closed.
    HttpResponse<InputStream> get(URI uri) throws IOException {
        var response = requests.followed(uri, authorization);
        // A challenge of a host that the registry led to is not the registry's: it would choose who gets the password.
        if (response.statusCode() != 401 || !RegistryRequests.sameServer(response.uri(), uri)) {
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
        return requests.followed(uri, authorization);
    }

    /// {@return a body whose reading ends when the build is not wanted any more, or nothing comes for a while}
    InputStream watched(HttpResponse<InputStream> response) {
        return requests.watched(response);
    }

    private Optional<String> proof(Challenge challenge, URI asked) throws IOException {
        return switch (challenge) {
            case Challenge.Basic _ -> basic();
            case Challenge.Bearer bearer -> {
                var realm = bearer.uri();
                if (credentials.isPresent()
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
        var response = requests.send(realm, basic());
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

    @Override
    public void close() {
        requests.close();
    }
}
