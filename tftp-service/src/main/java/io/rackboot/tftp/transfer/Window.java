package io.rackboot.tftp.transfer;

import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The DATA packets of one window, ready to send; a ring with a slot per block.
///
/// A block stays until the one `windowsize` later is loaded, which happens only after it was acknowledged.
final class Window {
    private final ReadAhead content;
    private final int blksize;
    private final ByteBuffer[] slots;
    private long loaded;
    private long last = Progress.Sending.UNKNOWN;
    private int lastLength;

    Window(Terms terms, ReadAhead content) {
        this.content = content;
        this.blksize = terms.blksize();
        this.slots = new ByteBuffer[terms.windowsize()];
    }

    /// {@return the packet of this block, position to limit}
    ///
    /// @param block at most one more than the largest asked for before, and no smaller than that by `windowsize`
    /// @throws ContentException when the file cannot be read on
    ByteBuffer packet(long block) throws ContentException {
        if (block > loaded) {
            load(block);
        }
        return slot(block).rewind();
    }

    /// {@return the number of the last block, or [Progress.Sending#UNKNOWN]}
    long last() {
        return last;
    }

    /// {@return bytes of file in the blocks up to this one}
    long bytesUpTo(long block) {
        return block == last ? (block - 1) * blksize + lastLength : block * blksize;
    }

    private void load(long block) throws ContentException {
        var slot = slot(block).clear();
        TftpWriter.dataHeader(slot, block);
        try {
            content.fill(slot);
        } catch (IOException e) {
            throw new ContentException(e);
        }
        loaded = block;
        if (slot.hasRemaining()) {
            last = block;
            lastLength = slot.position() - Data.HEADER_LENGTH;
        }
        slot.flip();
    }

    private ByteBuffer slot(long block) {
        int index = (int) (block % slots.length);
        if (slots[index] == null) {
            // A small file never fills a large window: slots come one by one.
            slots[index] = ByteBuffer.allocate(Data.HEADER_LENGTH + blksize);
        }
        return slots[index];
    }
}
