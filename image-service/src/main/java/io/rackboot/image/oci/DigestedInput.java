package io.rackboot.image.oci;

import io.rackboot.image.store.Digests;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;

/// A stream and the SHA-256 of all its bytes.
final class DigestedInput extends DigestInputStream {
    private static final long MAXIMUM_REST = 1 << 20;

    DigestedInput(InputStream in) {
        super(in, Digests.sha256());
    }

    /// Reads to the end and {@return the digest in hex}
    ///
    /// @throws RefusedSourceException where much follows: a bomb behind the end of the archive
    String digest() throws IOException {
        var buffer = new byte[1 << 16];
        var left = MAXIMUM_REST;
        for (var count = read(buffer); count >= 0; count = read(buffer)) {
            left -= count;
            if (left < 0) {
                throw new RefusedSourceException("more than " + MAXIMUM_REST + " bytes follow the end of its archive");
            }
        }
        return HexFormat.of().formatHex(getMessageDigest().digest());
    }

    /// Does not close what it reads from: whoever opened that does.
    @Override
    public void close() {}

    /// What is skipped counts too.
    @Override
    public long skip(long count) throws IOException {
        var buffer = new byte[Math.clamp(count, 0, 1 << 16)];
        return Math.max(0, read(buffer, 0, buffer.length));
    }
}
