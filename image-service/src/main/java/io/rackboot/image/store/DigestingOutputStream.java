package io.rackboot.image.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Counts and digests what is written through it.
public final class DigestingOutputStream extends FilterOutputStream {
    private final MessageDigest digest = Digests.sha256();
    private long size;

    /// @param out closed with this stream
    public DigestingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        digest.update((byte) b);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        size += length;
    }

    /// {@return bytes written}
    public long size() {
        return size;
    }

    /// {@return the digest of all that was written, in hex; asked once, at the end}
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
