package io.rackboot.image.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;

/// Where the blobs of an image are.
interface Blobs {
    /// The largest manifest, index or configuration; registries refuse larger ones too.
    int MAXIMUM_DOCUMENT = 4 << 20;

    /// Opens a blob; whoever reads it compares its digest.
    InputStream open(Descriptor blob) throws IOException;

    /// Reads a document whose digest must be the one that names it.
    default JsonNode document(Descriptor blob) throws IOException {
        if (blob.size() > MAXIMUM_DOCUMENT) {
            throw new RefusedSourceException(
                    "a manifest of the image has " + blob.size() + " bytes; at most " + MAXIMUM_DOCUMENT);
        }
        try (var in = new VerifiedInput(open(blob), blob)) {
            return json(in.readAllBytes());
        }
    }

    /// Reads JSON as a tree.
    static JsonNode json(byte[] bytes) throws RefusedSourceException {
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RefusedSourceException("a manifest of the image is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RefusedSourceException("a manifest of the image cannot be read: " + e.getMessage());
        }
    }
}
