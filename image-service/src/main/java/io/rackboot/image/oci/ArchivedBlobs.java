package io.rackboot.image.oci;

import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.io.InputStream;

/// The blobs of an image in a tar archive: an OCI layout, or what `docker save` writes.
record ArchivedBlobs(Tree archive) implements Blobs {
    @Override
    public InputStream open(Descriptor blob) throws IOException {
        return ContentReader.open(content("blobs/sha256/" + blob.sha256()));
    }

    boolean has(String name) {
        return archive.resolve("/" + name) instanceof Resolution.Found(var _, Node.RegularFile _);
    }

    /// {@return a file's content; `docker save` has links between layers of equal content}
    Content content(String name) throws RefusedSourceException {
        return switch (archive.resolve("/" + name)) {
            case Resolution.Found(var _, Node.RegularFile file) -> file.content();
            case Resolution.Found(var path, var _) -> throw new RefusedSourceException(path + " is not a file");
            case Resolution.Absent(var reason) -> throw new RefusedSourceException(reason);
        };
    }

    byte[] document(String name) throws IOException {
        var content = content(name);
        if (content.size() > MAXIMUM_DOCUMENT) {
            throw new RefusedSourceException(name + " has " + content.size() + " bytes; at most " + MAXIMUM_DOCUMENT);
        }
        try (var in = ContentReader.open(content)) {
            return in.readAllBytes();
        }
    }
}
