package io.rackboot.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Finds the manifest of an image, and what it says.
///
/// @param platform which of an index's manifests is wanted
record Manifests(Blobs blobs, Platform platform) {
    static final List<String> INDEXES = List.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");
    static final List<String> IMAGES = List.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json");

    private static final String NAME = "org.opencontainers.image.ref.name";
    private static final int MAXIMUM_LAYERS = 500;
    private static final int MAXIMUM_DEPTH = 4;

    /// The layers of an image, the lowest first.
    ///
    /// @param diffIds the digests of the unpacked layers, of the image's configuration
    record Layers(List<Descriptor> blobs, List<String> diffIds) {}

    /// Finds the image that an index names.
    ///
    /// @param tag which one; needed where there are several
    Layers of(JsonNode index, Optional<String> tag) throws IOException {
        var manifests = list(index.path("manifests")).stream()
                .filter(entry -> tag.isEmpty()
                        || tag.get().equals(entry.path("annotations").path(NAME).asText()))
                .toList();
        return of(manifests, tag, 0);
    }

    private Layers of(List<JsonNode> manifests, Optional<String> tag, int depth) throws IOException {
        var usable = manifests.stream()
                .filter(entry -> entry.path("platform").isMissingNode() || platform.matches(entry.path("platform")))
                .toList();
        if (usable.size() != 1) {
            throw new RefusedSourceException("the image has " + usable.size() + " manifests for linux/"
                    + platform.architecture() + tag.map(t -> " and tag " + t).orElse("") + " of " + manifests.size()
                    + "; tags: " + tags(manifests));
        }
        return of(Descriptor.of(usable.getFirst()), depth);
    }

    /// Reads what a manifest or an index says.
    Layers of(Descriptor blob, int depth) throws IOException {
        if (depth > MAXIMUM_DEPTH) {
            throw new RefusedSourceException("the image's index leads to an index, and so on");
        }
        var document = blobs.document(blob);
        var type = document.path("mediaType").asText(blob.mediaType());
        if (INDEXES.contains(type) || document.path("manifests").isArray()) {
            return of(list(document.path("manifests")), Optional.empty(), depth + 1);
        }
        if (document.path("schemaVersion").asInt() != 2
                || !document.path("layers").isArray()) {
            throw new RefusedSourceException("the image's manifest is of an unknown kind: " + type);
        }
        var layers = new ArrayList<Descriptor>();
        for (var layer : list(document.path("layers"))) {
            layers.add(Descriptor.of(layer));
        }
        return checked(layers, blobs.document(Descriptor.of(document.path("config"))));
    }

    static Layers checked(List<Descriptor> layers, JsonNode configuration) throws RefusedSourceException {
        var diffIds = new ArrayList<String>();
        for (var id : list(configuration.path("rootfs").path("diff_ids"))) {
            diffIds.add(Descriptor.sha256(id.asText()));
        }
        if (layers.isEmpty() || layers.size() > MAXIMUM_LAYERS || diffIds.size() != layers.size()) {
            throw new RefusedSourceException("the image has " + layers.size() + " layers and " + diffIds.size()
                    + " digests of them; 1 to " + MAXIMUM_LAYERS + ", and one for each");
        }
        return new Layers(List.copyOf(layers), List.copyOf(diffIds));
    }

    private static String tags(List<JsonNode> manifests) {
        return manifests.stream()
                .map(entry -> entry.path("annotations").path(NAME).asText(""))
                .filter(tag -> !tag.isEmpty())
                .limit(20)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).limit(10_000).toList();
    }
}
