package io.rackboot.image.oci;

import io.rackboot.image.process.Watch;
import io.rackboot.image.store.Digests;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// An image in a registry (OCI distribution specification 1.1).
public final class Registry implements Blobs, AutoCloseable {
    private final ImageName name;
    private final RegistryClient client;
    private Optional<byte[]> manifest = Optional.empty();
    private Optional<String> digest = Optional.empty();

    /// @param credentials `user:password`, used where the registry asks for it
    /// @param tls whose certificates are believed
    /// @param watch asked while bytes are awaited
    public Registry(ImageName name, Optional<String> credentials, SSLContext tls, Watch watch) {
        this.name = name;
        this.client = new RegistryClient(credentials, new RegistryRequests(tls, watch));
    }

    /// Fetches the manifest or index that the name means, and {@return what names it by its digest}.
    public Descriptor manifest() throws IOException {
        var reference = name.sha256().map(sha256 -> "sha256:" + sha256).orElse(name.tag());
        var response = get(name.manifest(reference));
        try (var in = client.watched(response)) {
            var bytes = in.readNBytes(MAXIMUM_DOCUMENT + 1);
            if (bytes.length > MAXIMUM_DOCUMENT) {
                throw new RefusedSourceException(name + ": a manifest of more than " + MAXIMUM_DOCUMENT + " bytes");
            }
            var found = HexFormat.of().formatHex(Digests.sha256().digest(bytes));
            if (name.sha256().isPresent() && !name.sha256().get().equals(found)) {
                throw new RefusedSourceException(name + ": the registry delivers a manifest of digest sha256:" + found);
            }
            manifest = Optional.of(bytes);
            digest = Optional.of(found);
            var type = response.headers().firstValue("Content-Type").orElse("");
            return new Descriptor(type, found, bytes.length);
        }
    }

    /// {@return the digest of what was fetched; empty before that}
    public Optional<String> digest() {
        return digest;
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (digest.equals(Optional.of(blob.sha256()))) {
            return new ByteArrayInputStream(manifest.orElseThrow());
        }
        var isManifest = Manifests.IMAGES.contains(blob.mediaType()) || Manifests.INDEXES.contains(blob.mediaType());
        return client.watched(get(isManifest ? name.manifest("sha256:" + blob.sha256()) : name.blob(blob.sha256())));
    }

    private HttpResponse<InputStream> get(URI uri) throws IOException {
        var response = client.get(uri);
        if (response.statusCode() == 200) {
            return response;
        }
        response.body().close();
        throw new RefusedSourceException(name + ": " + uri + " is answered with " + response.statusCode()
                + switch (response.statusCode()) {
                    case 401, 403 -> " (the registry does not let this service in: image.registry-credentials)";
                    case 404 -> " (no such image)";
                    default -> "";
                });
    }

    @Override
    public void close() {
        client.close();
    }
}
