package io.rackboot.image.oci;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The blobs of an OCI image layout: a directory with `index.json` and `blobs/sha256/<digest>`.
record LayoutBlobs(Path directory) implements Blobs {
    @Override
    public InputStream open(Descriptor blob) throws IOException {
        return open("blobs/sha256/" + blob.sha256());
    }

    InputStream open(String name) throws IOException {
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedSourceException(file + " is not there or is not a file");
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
}
