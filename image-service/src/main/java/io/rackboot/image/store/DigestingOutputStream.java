package io.rackboot.image.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Counts and digests what is written through it, the latter in a thread of its own.
public final class DigestingOutputStream extends FilterOutputStream {
    private final SideDigest digest = new SideDigest();
    private long size;

    /// @param out closed with this stream
    public DigestingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
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
        return digest.sha256();
    }
}
