package io.rackboot.tftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// A file as netascii: LF becomes CR LF, a CR becomes CR NUL (RFC 764, RFC 1350 §1).
///
/// The two bytes of a pair may fall into different blocks: the second one is kept for the next read.
final class NetasciiChannel implements ReadableByteChannel {
    private static final byte NUL = 0;
    private static final byte LF = '\n';
    private static final byte CR = '\r';
    private static final int NONE = -1;

    private final ReadableByteChannel file;
    private final ByteBuffer raw = ByteBuffer.allocate(8192).limit(0);
    private int kept = NONE;

    NetasciiChannel(ReadableByteChannel file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            if (kept != NONE) {
                target.put((byte) kept);
                kept = NONE;
            } else if (raw.hasRemaining()) {
                put(raw.get(), target);
            } else if (!refill()) {
                return target.position() == start ? -1 : target.position() - start;
            }
        }
        return target.position() - start;
    }

    private void put(byte value, ByteBuffer target) {
        switch (value) {
            case LF -> {
                target.put(CR);
                kept = LF;
            }
            case CR -> {
                target.put(CR);
                kept = NUL;
            }
            default -> target.put(value);
        }
    }

    private boolean refill() throws IOException {
        raw.clear();
        int length = file.read(raw);
        raw.flip();
        return length > 0;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
