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
import java.util.function.Consumer;

/// Pieces that are packed side by side and written one after the other; only a few are in memory at once.
final class OrderedPieces {
    private sealed interface Step {
        /// Bytes that are being packed.
        record Packing(Future<byte[]> bytes) implements Step {}

        /// Bytes that are packed already.
        record Packed(byte[] bytes) implements Step {}

        /// A whole part, packed before.
        record Known(byte[] bytes, int checksum, Consumer<PackedPart> told) implements Step {}

        /// The end of a part.
        record End(Consumer<PackedPart> told) implements Step {}
    }

    private final PartMeter out;
    private final ExecutorService processors;
    private final Deque<Step> steps = new ArrayDeque<>();
    // One more than work at once keeps all at work; more would only take memory. Of this machine: a constant would be
    // of the one that made the native executable.
    private final int ahead = Compression.processors() + 1;

    OrderedPieces(OutputStream out, ExecutorService processors) {
        this.out = new PartMeter(out);
        this.processors = processors;
    }

    /// Packs a piece; waits while too many are unwritten.
    void add(Callable<byte[]> piece) throws IOException {
        makeRoom();
        steps.add(new Step.Packing(processors.submit(piece)));
    }

    /// Takes a piece that is packed already.
    void addPacked(byte[] piece) throws IOException {
        makeRoom();
        steps.add(new Step.Packed(piece));
    }

    /// Takes a whole part that was packed before.
    ///
    /// @param checksum of its packed bytes
    /// @param told where it is in the output, once it is written
    void addKnown(byte[] part, int checksum, Consumer<PackedPart> told) throws IOException {
        makeRoom();
        steps.add(new Step.Known(part, checksum, told));
    }

    /// Ends a part.
    ///
    /// @param told where it is in the output, once it is written
    void end(Consumer<PackedPart> told) {
        steps.add(new Step.End(told));
    }

    /// Waits until all are written.
    void drain() throws IOException {
        while (!steps.isEmpty()) {
            writeFirst();
        }
    }

    /// Forgets what is not written.
    void abandon() {
        for (var step : steps) {
            if (step instanceof Step.Packing(var bytes)) {
                bytes.cancel(false);
            }
        }
        steps.clear();
    }

    private void makeRoom() throws IOException {
        while (steps.stream().filter(step -> !(step instanceof Step.End)).count() >= ahead) {
            writeFirst();
        }
    }

    private void writeFirst() throws IOException {
        switch (steps.remove()) {
            case Step.Packing(var bytes) -> out.write(result(bytes));
            case Step.Packed(var bytes) -> out.write(bytes);
            case Step.Known(var bytes, var checksum, var told) -> told.accept(out.put(bytes, checksum));
            case Step.End(var told) -> told.accept(out.end());
        }
    }

    private static byte[] result(Future<byte[]> bytes) throws IOException {
        try {
            return bytes.get();
        } catch (ExecutionException e) {
            throw new IOException("a piece could not be packed: " + e.getCause(), e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while packing");
        }
    }
}
