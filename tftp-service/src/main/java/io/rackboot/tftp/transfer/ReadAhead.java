package io.rackboot.tftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// A file read in large pieces and handed out in blocks.
final class ReadAhead {
    private static final int SMALLEST_PIECE = 16 * 1024;
    private static final int LARGEST_PIECE = 64 * 1024;
    private final ReadableByteChannel file;
    private final ByteBuffer piece;
    private boolean ended;

    /// @param window bytes that will be asked for between two ACKs
    ReadAhead(ReadableByteChannel file, long window) {
        this.file = file;
        this.piece = ByteBuffer.allocate(Math.clamp(window, SMALLEST_PIECE, LARGEST_PIECE))
                .limit(0);
    }

    /// Fills the block; room is left in it only at the end of the file.
    void fill(ByteBuffer block) throws IOException {
        while (block.hasRemaining()) {
            if (!piece.hasRemaining() && !read()) {
                return;
            }
            int length = Math.min(block.remaining(), piece.remaining());
            block.put(block.position(), piece, piece.position(), length);
            block.position(block.position() + length);
            piece.position(piece.position() + length);
        }
    }

    /// Reads the next piece while the client is busy with what was sent, if there is room.
    void whileWaiting() throws IOException {
        if (!piece.hasRemaining()) {
            read();
        }
    }

    private boolean read() throws IOException {
        if (ended) {
            return false;
        }
        piece.clear();
        int length = file.read(piece);
        piece.flip();
        ended = length < 0;
        return !ended;
    }
}
