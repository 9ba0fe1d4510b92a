package io.rackboot.image.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.zip.CRC32;

/// One gzip member (RFC 1952) whose blocks are packed side by side. One member, because Linux takes the end of a member
/// in the middle of a cpio archive for the end of the archive.
public final class ParallelGzipOutputStream extends BlocksOutputStream {
    private static final int BLOCK = 1 << 20;
    private static final int DICTIONARY = 32 << 10;
    // No file name, no time, operating system unknown.
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private final int level;
    private final CRC32 crc = new CRC32();
    private byte[] before = {};
    private long size;

    /// @param out closed with this stream
    /// @param processors packs the blocks
    /// @param level 1 to 9
    public ParallelGzipOutputStream(OutputStream out, ExecutorService processors, int level) throws IOException {
        super(out, processors, BLOCK);
        this.level = level;
        out.write(HEADER);
    }

    @Override
    protected void within(byte[] bytes) throws IOException {
        pack(bytes, bytes.length, DeflatedBlock.Position.WITHIN);
    }

    @Override
    protected void last(byte[] bytes, int length) throws IOException {
        pack(bytes, length, DeflatedBlock.Position.LAST);
    }

    private void pack(byte[] bytes, int length, DeflatedBlock.Position place) throws IOException {
        pieces.add(new DeflatedBlock(bytes, length, before, place, level));
        before = Arrays.copyOfRange(bytes, Math.max(0, length - DICTIONARY), length);
        crc.update(bytes, 0, length);
        size += length;
    }

    @Override
    protected void trailer(OutputStream out) throws IOException {
        out.write(littleEndian(crc.getValue()));
        out.write(littleEndian(size));
    }

    private static byte[] littleEndian(long value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }
}
