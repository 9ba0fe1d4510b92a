package io.rackboot.image.cpio;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The bytes of a cpio archive, of which none may be missing.
final class CpioInput {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private long position;

    CpioInput(InputStream in) {
        this.in = in;
    }

    /// {@return where in the archive it stands}
    long position() {
        return position;
    }

    /// {@return the next bytes, one per character}
    String text(int count) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw cutShort();
        }
        position += count;
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Hands on the next bytes.
    void copy(long size, OutputStream out) throws IOException {
        var left = size;
        while (left > 0) {
            var count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw cutShort();
            }
            out.write(buffer, 0, count);
            left -= count;
            position += count;
        }
    }

    void skipPadding() throws IOException {
        text((int) (-position & 3));
    }

    private RefusedSourceException cutShort() {
        return new RefusedSourceException("the cpio archive is cut short after byte " + position);
    }
}
