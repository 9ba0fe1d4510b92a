package io.rackboot.tftp.transfer;

import io.rackboot.tftp.wire.TftpPacket.Data;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that all windows share. When it runs short, windows become smaller; one block is always granted.
public final class WindowMemory {
    private final AtomicLong free;

    /// @param bytes what all windows together may hold, above one block each
    public WindowMemory(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /// A share of the memory, given back by closing it once.
    public final class Share implements AutoCloseable {
        private final int windowsize;
        private final long bytes;

        private Share(int windowsize, long bytes) {
            this.windowsize = windowsize;
            this.bytes = bytes;
        }

        /// {@return the blocks that it holds}
        public int windowsize() {
            return windowsize;
        }

        @Override
        public void close() {
            free.addAndGet(bytes);
        }
    }

    /// Takes memory for as many blocks as wanted, or for as many as there is room for.
    public Share take(int blksize, int wanted) {
        long block = blksize + Data.HEADER_LENGTH;
        while (true) {
            long before = free.get();
            int granted = Math.clamp(before / block, 1, wanted);
            long bytes = (granted - 1) * block;
            if (free.compareAndSet(before, before - bytes)) {
                return new Share(granted, bytes);
            }
        }
    }

    /// {@return bytes that no window holds}
    public long free() {
        return free.get();
    }
}
