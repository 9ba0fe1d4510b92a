package io.rackboot.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.rackboot.image.tree.RefusedSourceException;
import java.util.regex.Pattern;

/// What names a blob: its digest and size.
///
/// @param sha256 64 lower-case hex digits
/// @param size bytes
record Descriptor(String mediaType, String sha256, long size) {
    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

    static Descriptor of(JsonNode json) throws RefusedSourceException {
        var size = json.path("size");
        if (!size.canConvertToLong() || size.asLong() < 0) {
            throw new RefusedSourceException("a descriptor of the image has no valid size");
        }
        if (json.path("urls").isArray() && !json.path("urls").isEmpty()) {
            throw new RefusedSourceException(
                    "a layer of the image lies elsewhere (a foreign layer); it is not fetched");
        }
        return new Descriptor(
                json.path("mediaType").asText(""), sha256(json.path("digest").asText("")), size.asLong());
    }

    /// {@return the digits of a digest such as `sha256:…`}
    static String sha256(String digest) throws RefusedSourceException {
        if (!SHA256.matcher(digest).matches()) {
            throw new RefusedSourceException("the image names a digest that is not SHA-256: '"
                    + digest.substring(0, Math.min(80, digest.length())) + "'");
        }
        return digest.substring("sha256:".length());
    }
}
