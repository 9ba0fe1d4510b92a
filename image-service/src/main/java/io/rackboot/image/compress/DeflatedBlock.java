package io.rackboot.image.compress;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;

/// A part of the input, packed on its own so that the packed parts, put one after the other, are one deflate stream:
/// each but the last ends at a byte boundary (an empty stored block), and each starts with the 32 KiB before it as its
/// dictionary, so that little is lost by the cut.
///
/// @param input the part's bytes, not changed any more
/// @param length how many of them
/// @param before what stood before it, at most 32 KiB
final class DeflatedBlock implements Callable<byte[]> {
    private final byte[] input;
    private final int length;
    private final byte[] before;
    private final Position place;
    private final int level;

    /// Where in the stream a part stands.
    enum Position {
        /// More follows.
        WITHIN,
        /// Nothing follows.
        LAST
    }

    DeflatedBlock(byte[] input, int length, byte[] before, Position place, int level) {
        this.input = input;
        this.length = length;
        this.before = before;
        this.place = place;
        this.level = level;
    }

    @Override
    public byte[] call() {
        try (var deflater = new Deflater(level, true)) {
            deflater.setDictionary(before);
            deflater.setInput(input, 0, length);
            return switch (place) {
                case WITHIN -> flushed(deflater);
                case LAST -> finished(deflater);
            };
        }
    }

    private byte[] flushed(Deflater deflater) {
        var packed = new byte[length / 2 + 1024];
        var size = 0;
        while (true) {
            var room = packed.length - size;
            var count = deflater.deflate(packed, size, room, Deflater.SYNC_FLUSH);
            size += count;
            if (count < room) {
                return Arrays.copyOf(packed, size);
            }
            packed = Arrays.copyOf(packed, packed.length * 2);
        }
    }

    private byte[] finished(Deflater deflater) {
        deflater.finish();
        var packed = new byte[length / 2 + 1024];
        var size = 0;
        while (!deflater.finished()) {
            if (size == packed.length) {
                packed = Arrays.copyOf(packed, packed.length * 2);
            }
            size += deflater.deflate(packed, size, packed.length - size);
        }
        return Arrays.copyOf(packed, size);
    }
}
