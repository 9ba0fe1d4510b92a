package io.rackboot.image.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;

/// A packed form of blocks of one size, which are packed side by side. A full block is cut off when more follows, so
/// that the last one is known as the last.
abstract class BlocksOutputStream extends OutputStream {
    /// Takes the packed blocks.
    protected final OrderedPieces pieces;

    private final OutputStream out;
    private byte[] block;
    private int filled;
    private boolean closed;

    /// @param out closed with this stream
    /// @param processors packs the blocks
    /// @param size of a block, fixed for each format: equal input gives equal output on any number of processors
    BlocksOutputStream(OutputStream out, ExecutorService processors, int size) {
        this.out = out;
        this.pieces = new OrderedPieces(out, processors);
        this.block = new byte[size];
    }

    /// Packs a full block that another follows.
    ///
    /// @param bytes not changed any more
    protected abstract void within(byte[] bytes) throws IOException;

    /// Packs the last block.
    ///
    /// @param bytes not changed any more
    /// @param length how many of them; none only where there was no input
    protected abstract void last(byte[] bytes, int length) throws IOException;

    /// Writes what follows the last block.
    protected abstract void trailer(OutputStream out) throws IOException;

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            if (filled == block.length) {
                cut();
            }
            var count = Math.min(left, block.length - filled);
            System.arraycopy(bytes, from, block, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    private void cut() throws IOException {
        within(block);
        block = new byte[block.length];
        filled = 0;
    }

    @Override
    public final void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            last(block, filled);
            pieces.drain();
            trailer(out);
        } finally {
            pieces.abandon();
        }
    }
}
