package io.rackboot.image.compress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Pieces that are packed side by side and written one after the other; only a few are in memory at once.
final class OrderedPieces {
    private final OutputStream out;
    private final ExecutorService processors;
    private final Deque<Future<byte[]>> packing = new ArrayDeque<>();
    // One more than work at once keeps all at work; more would only take memory. Of this machine: a constant would be
    // of the one that made the native executable.
    private final int ahead = Compression.processors() + 1;

    OrderedPieces(OutputStream out, ExecutorService processors) {
        this.out = out;
        this.processors = processors;
    }

    /// Packs a piece; waits while too many are unwritten.
    void add(Callable<byte[]> piece) throws IOException {
        if (packing.size() >= ahead) {
            writeFirst();
        }
        packing.add(processors.submit(piece));
    }

    /// Waits until all are written.
    void drain() throws IOException {
        while (!packing.isEmpty()) {
            writeFirst();
        }
    }

    /// Forgets what is not written.
    void abandon() {
        packing.forEach(piece -> piece.cancel(false));
        packing.clear();
    }

    private void writeFirst() throws IOException {
        try {
            out.write(packing.remove().get());
        } catch (ExecutionException e) {
            throw new IOException("a piece could not be packed", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while packing");
        }
    }
}
