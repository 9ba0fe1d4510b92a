package io.rackboot.image.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.zip.CRC32;

/// One gzip member (RFC 1952) whose blocks are packed side by side. One member, because Linux takes the end of a member
/// in the middle of a cpio archive for the end of the archive.
public final class ParallelGzipOutputStream extends OutputStream {
    /// Fixed, so that equal input gives equal output on any number of processors.
    static final int BLOCK = 1 << 20;

    private static final int DICTIONARY = 32 << 10;
    // No file name, no time, operating system unknown.
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private final OutputStream out;
    private final int level;
    private final OrderedPieces pieces;
    private final CRC32 crc = new CRC32();
    private byte[] block = new byte[BLOCK];
    private int filled;
    private byte[] before = {};
    private long size;
    private boolean closed;

    /// @param out closed with this stream
    /// @param processors packs the blocks
    /// @param level 1 to 9
    public ParallelGzipOutputStream(OutputStream out, ExecutorService processors, int level) throws IOException {
        this.out = out;
        this.pieces = new OrderedPieces(out, processors);
        this.level = level;
        out.write(HEADER);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        size += length;
        var from = offset;
        var left = length;
        while (left > 0) {
            if (filled == BLOCK) {
                submit(DeflatedBlock.Position.WITHIN);
            }
            var count = Math.min(left, BLOCK - filled);
            System.arraycopy(bytes, from, block, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            submit(DeflatedBlock.Position.LAST);
            pieces.drain();
            out.write(littleEndian(crc.getValue()));
            out.write(littleEndian(size));
        } finally {
            pieces.abandon();
        }
    }

    private void submit(DeflatedBlock.Position place) throws IOException {
        pieces.add(new DeflatedBlock(block, filled, before, place, level));
        before = Arrays.copyOfRange(block, Math.max(0, filled - DICTIONARY), filled);
        block = new byte[BLOCK];
        filled = 0;
    }

    private static byte[] littleEndian(long value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }
}
