package io.rackboot.image.compress;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/// Knows where in the output the part being written began, and its checksum.
final class PartMeter extends FilterOutputStream {
    private final CRC32C checksum = new CRC32C();
    private long start;
    private long position;

    PartMeter(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        checksum.update(bytes, offset, length);
        position += length;
    }

    /// Writes a whole part whose checksum is known.
    ///
    /// @return where it is
    PackedPart put(byte[] bytes, int known) throws IOException {
        out.write(bytes, 0, bytes.length);
        var part = new PackedPart(start, bytes.length, known);
        position += bytes.length;
        start = position;
        return part;
    }

    /// {@return the part that ends here}; the next one begins.
    PackedPart end() {
        var part = new PackedPart(start, Math.toIntExact(position - start), (int) checksum.getValue());
        start = position;
        checksum.reset();
        return part;
    }
}
