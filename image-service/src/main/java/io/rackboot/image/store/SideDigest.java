package io.rackboot.image.store;

import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// A SHA-256 that is computed beside the thread that makes the bytes: where digesting takes as long as everything else
/// together, as when most of an archive is copied, that halves the time. A few buffers are all it keeps.
final class SideDigest {
    /// Bytes of a buffer; what is shorter is digested by the thread that asks.
    static final int BUFFER = 1 << 18;

    private static final int BUFFERS = 4;
    private static final Executor BESIDE = Thread::startVirtualThread;

    private final MessageDigest digest;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private CompletableFuture<Void> digested = CompletableFuture.completedFuture(null);
    private byte[] buffer = new byte[BUFFER];
    private int buffers = 1;
    private int filled;

    SideDigest() {
        this(Digests.sha256());
    }

    /// @param digest of no bytes yet
    SideDigest(MessageDigest digest) {
        this.digest = digest;
    }

    /// Takes bytes; waits while those before them are being digested and fill all buffers.
    ///
    /// @throws InterruptedIOException while it waits
    void update(byte[] bytes, int offset, int length) throws InterruptedIOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            if (filled == buffer.length) {
                handOver();
            }
            var count = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, from, buffer, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    /// {@return the digest of all bytes, in hex; asked once, at the end}
    String sha256() {
        digested.join();
        digest.update(buffer, 0, filled);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void handOver() throws InterruptedIOException {
        var full = buffer;
        buffer = next();
        filled = 0;
        // Given back whatever happens: who writes would wait for it for ever. What failed is told with the digest.
        digested = digested.thenRunAsync(() -> digest.update(full), BESIDE).whenComplete((_, _) -> free.add(full));
    }

    private byte[] next() throws InterruptedIOException {
        if (buffers < BUFFERS && free.isEmpty()) {
            buffers++;
            return new byte[BUFFER];
        }
        try {
            return free.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while digesting");
        }
    }
}
