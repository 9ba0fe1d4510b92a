package io.rackboot.image.compress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.zip.CRC32;
import org.tukaani.xz.XZ;

/// One .xz stream (the .xz format, version 1.2) whose blocks are packed side by side. One stream, because Linux takes
/// the end of a stream in the middle of a cpio archive for the end of the archive. As Linux wants it: checked by CRC32,
/// LZMA2 without a filter before it (lib/decompress_unxz.c).
///
/// ```
/// header | block | block | … | index of the blocks | footer
/// ```
public final class ParallelXzOutputStream extends BlocksOutputStream {
    // It bounds the memory too.
    private static final int BLOCK = 8 << 20;

    private static final byte[] FLAGS = {0, XZ.CHECK_CRC32};
    private static final byte[] MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] END = {'Y', 'Z'};
    private static final byte[] NOTHING = {};

    private final SortedMap<Integer, XzBlock> sizes = new ConcurrentSkipListMap<>();
    private int blocks;

    /// @param out closed with this stream
    /// @param processors packs the blocks
    public ParallelXzOutputStream(OutputStream out, ExecutorService processors) throws IOException {
        this(out, processors, BLOCK);
    }

    /// @param size of a block
    ParallelXzOutputStream(OutputStream out, ExecutorService processors, int size) throws IOException {
        super(out, processors, size);
        out.write(MAGIC);
        out.write(FLAGS);
        out.write(little(crc(FLAGS)));
    }

    @Override
    protected void within(byte[] bytes) throws IOException {
        pack(bytes, bytes.length);
    }

    @Override
    protected void last(byte[] bytes, int length) throws IOException {
        if (length > 0) {
            pack(bytes, length);
        }
    }

    private void pack(byte[] bytes, int length) throws IOException {
        var number = blocks++;
        pieces.add(() -> packed(number, bytes, length));
    }

    @Override
    protected void trailer(OutputStream out) throws IOException {
        var index = index();
        out.write(index);
        var back = little(index.length / 4 - 1);
        out.write(little(crc(back, FLAGS)));
        out.write(back);
        out.write(FLAGS);
        out.write(END);
    }

    /// Blocks are packed in any order, but stand in the index in their own.
    private byte[] packed(int number, byte[] bytes, int length) throws IOException {
        var packed = XzBlock.pack(bytes, length);
        sizes.put(number, new XzBlock(NOTHING, packed.unpadded(), packed.plain()));
        return packed.bytes();
    }

    private byte[] index() {
        var index = new ByteArrayOutputStream();
        index.write(0);
        number(index, sizes.size());
        for (var block : sizes.values()) {
            number(index, block.unpadded());
            number(index, block.plain());
        }
        while (index.size() % 4 != 0) {
            index.write(0);
        }
        index.writeBytes(little(crc(index.toByteArray())));
        return index.toByteArray();
    }

    /// Seven bits a byte, the lowest first.
    private static void number(ByteArrayOutputStream out, long number) {
        var left = number;
        while (left >= 0x80) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static int crc(byte[]... parts) {
        var crc = new CRC32();
        for (var part : parts) {
            crc.update(part);
        }
        return (int) crc.getValue();
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }
}
