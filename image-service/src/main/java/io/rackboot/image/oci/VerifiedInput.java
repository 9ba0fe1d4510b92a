package io.rackboot.image.oci;

import io.rackboot.image.store.Digests;
import io.rackboot.image.tree.BlockInput;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// The bytes of a blob, exactly as many as its descriptor says; the last of them are only given when all together have
/// the digest that names it.
final class VerifiedInput extends BlockInput {
    private final InputStream in;
    private final Descriptor blob;
    private final MessageDigest digest = Digests.sha256();
    private long left;
    private Optional<String> found = Optional.empty();

    VerifiedInput(InputStream in, Descriptor blob) {
        this.in = in;
        this.blob = blob;
        this.left = blob.size();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            verify();
            return -1;
        }
        var count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new RefusedSourceException("blob sha256:" + blob.sha256() + " is shorter than the " + blob.size()
                    + " bytes that the image says");
        }
        digest.update(bytes, offset, count);
        left -= count;
        if (left == 0) {
            verify();
        }
        return count;
    }

    /// Reads what nobody wanted, so that the digest is compared whatever was read.
    ///
    /// @param progress told the bytes read
    void drain(ByteProgress progress) throws IOException {
        var buffer = new byte[1 << 16];
        for (var count = read(buffer); count >= 0; count = read(buffer)) {
            progress.advance(count);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Whoever was refused and reads on is refused again.
    private void verify() throws RefusedSourceException {
        if (found.isEmpty()) {
            found = Optional.of(HexFormat.of().formatHex(digest.digest()));
        }
        if (!found.get().equals(blob.sha256())) {
            throw new RefusedSourceException(
                    "blob sha256:" + blob.sha256() + " has other content: its digest is sha256:" + found.get());
        }
    }
}
