package io.rackboot.image.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a new file, watching the room that is left, and has it on disk when it is closed.
final class GuardedOutputStream extends OutputStream {
    private static final int BUFFER = 1 << 18;
    private static final long CHECK_EVERY = 16 << 20;

    private final Path file;
    private final FreeSpace space;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long sinceCheck;
    private boolean closed;

    GuardedOutputStream(Path file, FreeSpace space) throws IOException {
        this.file = file;
        this.space = space;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            var count = Math.min(left, buffer.remaining());
            buffer.put(bytes, from, count);
            from += count;
            left -= count;
            if (!buffer.hasRemaining()) {
                drain();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            drain();
            channel.force(true);
        } catch (IOException e) {
            throw space.explained(e, file);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        sinceCheck += buffer.remaining();
        if (sinceCheck >= CHECK_EVERY) {
            sinceCheck = 0;
            space.require(0, file.getFileName().toString());
        }
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw space.explained(e, file);
        } finally {
            buffer.clear();
        }
    }
}
