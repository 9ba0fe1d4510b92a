package io.rackboot.image.compress;

import java.util.Arrays;
import java.util.concurrent.Callable;

/// A part of the input as blocks of a zstd frame, none of them the last.
///
/// @param frames packs it
/// @param input the part's bytes, not changed any more
/// @param length how many of them
/// @param end what follows them: nothing, or the block of a run
record ZstdBlocks(ZstdFrames frames, byte[] input, int length, byte[] end) implements Callable<byte[]> {
    private static final int MAGIC = 4;
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int[] CONTENT_SIZE = {0, 2, 4, 8};
    private static final int BLOCK_HEADER = 3;
    private static final int RAW = 0;
    private static final int RLE = 1;

    /// The library makes whole frames: the frame's header and checksum are cut off, its last block is made one of many.
    @Override
    public byte[] call() {
        if (length == 0) {
            return end;
        }
        var frame = frames.pack(input, length);
        var start = blocksStart(frame);
        var stop = frame.length - frames.checksum();
        clearLast(frame, start, stop);
        var blocks = Arrays.copyOfRange(frame, start, stop + end.length);
        System.arraycopy(end, 0, blocks, stop - start, end.length);
        return blocks;
    }

    /// {@return the bytes as they are, in blocks of the largest size}
    static byte[] raw(byte[] bytes, int length, byte[] end) {
        var largest = ParallelZstdOutputStream.LARGEST_BLOCK;
        var count = (length + largest - 1) / largest;
        var blocks = new byte[length + count * BLOCK_HEADER + end.length];
        var at = 0;
        for (var from = 0; from < length; from += largest) {
            var size = Math.min(largest, length - from);
            put24(blocks, at, size << 3 | RAW << 1);
            System.arraycopy(bytes, from, blocks, at + BLOCK_HEADER, size);
            at += BLOCK_HEADER + size;
        }
        System.arraycopy(end, 0, blocks, at, end.length);
        return blocks;
    }

    private static int blocksStart(byte[] frame) {
        var descriptor = frame[MAGIC] & 0xFF;
        var single = (descriptor & SINGLE_SEGMENT) != 0;
        var sizeField = descriptor >> 6 == 0 && single ? 1 : CONTENT_SIZE[descriptor >> 6];
        return MAGIC + 1 + (single ? 0 : 1) + sizeField;
    }

    private static void clearLast(byte[] frame, int start, int stop) {
        var at = start;
        while (true) {
            var header = (frame[at] & 0xFF) | (frame[at + 1] & 0xFF) << 8 | (frame[at + 2] & 0xFF) << 16;
            var next = at + BLOCK_HEADER + ((header >> 1 & 3) == RLE ? 1 : header >> 3);
            if ((header & 1) != 0) {
                if (next != stop) {
                    throw new IllegalStateException("a zstd frame of another form than expected");
                }
                frame[at] &= (byte) ~1;
                return;
            }
            at = next;
        }
    }

    private static void put24(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
    }
}
