package io.rackboot.image.oci;

import io.rackboot.image.archive.LayerReader;
import io.rackboot.image.archive.UnpackedInput;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the layers of an image upon each other. Every digest that the image names is compared: of its manifests, of its
/// layers as they are stored, and of its layers unpacked.
///
/// @param reader takes the layers, the lowest first
/// @param platform which image of several is wanted
/// @param progress told the bytes of layers as they are stored; ends the reading when the build is not wanted any more
public record OciImage(LayerReader reader, Platform platform, ByteProgress progress) {

    /// {@return the root of an image in an OCI layout}
    public Tree ofLayout(Path directory, Optional<String> tag) throws IOException {
        var blobs = new LayoutBlobs(directory);
        try (var in = blobs.open("index.json")) {
            var index = Blobs.json(in.readNBytes(Blobs.MAXIMUM_DOCUMENT));
            return stacked(blobs, new Manifests(blobs, platform).of(index, tag));
        }
    }

    /// {@return the root of an image in a tar archive that is read already}
    public Tree ofArchive(Tree archive, Optional<String> tag) throws IOException {
        var blobs = new ArchivedBlobs(archive);
        if (blobs.has("index.json") && blobs.has("oci-layout")) {
            var index = Blobs.json(blobs.document("index.json"));
            return stacked(blobs, new Manifests(blobs, platform).of(index, tag));
        }
        if (blobs.has("manifest.json")) {
            return saved(blobs, tag);
        }
        throw new RefusedSourceException("is no image: it has neither index.json and oci-layout nor manifest.json");
    }

    /// {@return the root of an image in a registry}
    public Tree ofRegistry(Registry registry) throws IOException {
        return stacked(registry, new Manifests(registry, platform).of(registry.manifest(), 0));
    }

    private Tree stacked(Blobs blobs, Manifests.Layers layers) throws IOException {
        var tree = new Tree();
        for (var i = 0; i < layers.blobs().size(); i++) {
            var blob = layers.blobs().get(i);
            try (var stored = new VerifiedInput(blobs.open(blob), blob)) {
                apply(tree, stored, layers.diffIds().get(i), i);
                stored.drain(progress);
            }
        }
        return tree;
    }

    /// Docker's older form: layers are named by files, and only their unpacked digests are known.
    private Tree saved(ArchivedBlobs blobs, Optional<String> tag) throws IOException {
        var images = Manifests.list(Blobs.json(blobs.document("manifest.json"))).stream()
                .filter(image -> tag.isEmpty()
                        || Manifests.list(image.path("RepoTags")).stream()
                                .anyMatch(name -> name.asText().equals(tag.get())))
                .toList();
        if (images.size() != 1) {
            throw new RefusedSourceException("manifest.json has " + images.size() + " images"
                    + tag.map(t -> " of tag " + t).orElse("; say which one by its tag"));
        }
        var image = images.getFirst();
        var names = new ArrayList<String>();
        Manifests.list(image.path("Layers")).forEach(name -> names.add(name.asText()));
        var nominal = names.stream().map(_ -> new Descriptor("", "", 0)).toList();
        var configuration = Blobs.json(blobs.document(image.path("Config").asText()));
        var layers = Manifests.checked(nominal, configuration);
        var tree = new Tree();
        for (var i = 0; i < names.size(); i++) {
            try (var in = ContentReader.open(blobs.content(names.get(i)))) {
                apply(tree, in, layers.diffIds().get(i), i);
            }
        }
        return tree;
    }

    private void apply(Tree tree, InputStream stored, String diffId, int number) throws IOException {
        try (var unpacked = new DigestedInput(UnpackedInput.of(stored, progress))) {
            reader.apply(unpacked, tree);
            var found = unpacked.digest();
            if (!found.equals(diffId)) {
                throw new RefusedSourceException(
                        "has other content: its digest is sha256:" + found + ", the image says sha256:" + diffId);
            }
        } catch (RefusedSourceException e) {
            throw new RefusedSourceException("layer " + (number + 1) + ": " + e.getMessage());
        }
    }

    /// {@return the media types that a registry is asked for}
    static List<String> accepted() {
        var all = new ArrayList<>(Manifests.IMAGES);
        all.addAll(Manifests.INDEXES);
        return all;
    }
}
