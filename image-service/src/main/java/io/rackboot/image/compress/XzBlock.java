package io.rackboot.image.compress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/// A block of an .xz stream.
///
/// @param bytes with its padding
/// @param unpadded its size without padding
/// @param plain the size of what is packed in it
record XzBlock(byte[] bytes, long unpadded, long plain) {
    private static final int DICTIONARY = 4 << 20;
    private static final int PRESET = 6;
    private static final int HEADER = 12;
    private static final int FOOTER = 12;

    /// Packs: the library makes a whole stream of one block, which is cut out of it.
    static XzBlock pack(byte[] input, int length) throws IOException {
        var options = new LZMA2Options(PRESET);
        options.setDictSize(DICTIONARY);
        var out = new ByteArrayOutputStream(length / 2);
        try (var xz = new XZOutputStream(out, options, XZ.CHECK_CRC32)) {
            xz.write(input, 0, length);
        }
        var stream = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        // The footer's backward size: how many groups of four bytes the index has besides the first.
        var index = stream.capacity() - FOOTER - (stream.getInt(stream.capacity() - FOOTER + 4) + 1) * 4;
        stream.position(index);
        if (stream.get() != 0 || number(stream) != 1) {
            throw new IllegalStateException("an .xz stream of another form than expected");
        }
        return new XzBlock(Arrays.copyOfRange(stream.array(), HEADER, index), number(stream), number(stream));
    }

    /// Seven bits a byte, the lowest first.
    private static long number(ByteBuffer bytes) {
        var number = 0L;
        for (var shift = 0; ; shift += 7) {
            var next = bytes.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
