package io.rackboot.image;

import io.rackboot.image.publish.PublishedDocuments;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/// Sends clients on to the image-service that has what they ask for (307: with the same method).
@Singleton
final class Elsewhere {
    private final ImageSettings settings;
    private final PublishedDocuments documents;

    Elsewhere(ImageSettings settings, PublishedDocuments documents) {
        this.settings = settings;
        this.documents = documents;
    }

    /// {@return the way to the service that has an image; empty where no other has it, or NATS is away}
    Optional<Response> image(String key, HttpServerRequest request) {
        return documents.holder(key).filter(this::another).map(holder -> to(holder, request));
    }

    /// {@return whether a public URL is another service's}
    boolean another(URI service) {
        return !service.equals(settings.publicUrl());
    }

    static Response to(URI service, HttpServerRequest request) {
        return Response.temporaryRedirect(URI.create(service + request.uri())).build();
    }
}
