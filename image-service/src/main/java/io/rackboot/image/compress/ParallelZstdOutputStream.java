package io.rackboot.image.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// One zstd frame (RFC 8878) whose parts are packed side by side. One frame, because Linux takes the end of a frame in
/// the middle of a cpio archive for the end of the archive.
///
/// ```
/// magic, header | part | run | part | run | … | empty last block
/// ```
///
/// The input is cut at runs of equal bytes (see [OffsetReset]), of which every header of a cpio archive has one. Input
/// of more than [#LONGEST_PART] bytes without a run is mostly packed already; it is stored as it is up to the next run.
/// Where somebody says [#end], a part ends too: it begins with nothing known and leaves nothing behind, so that its
/// packed bytes can stand in another output for the same input ([#put]).
public final class ParallelZstdOutputStream extends OutputStream {
    /// Fixed, so that equal input gives equal output on any number of processors.
    static final int PART = 4 << 20;

    /// Where a part without a run ends.
    static final int LONGEST_PART = 32 << 20;

    static final int LARGEST_BLOCK = 128 << 10;

    // Magic number; no checksum, no content size; a window of 2 MiB, the farthest that level 3 looks back.
    private static final byte[] HEADER = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 11 << 3};
    private static final byte[] LAST_BLOCK = {1, 0, 0};
    private static final byte[] NOTHING = {};

    private final OutputStream out;
    private final OrderedPieces pieces;
    private final ZstdFrames frames = ZstdFrames.best();
    private byte[] part = new byte[PART];
    private int filled;
    private boolean offsetsKnown = true;
    private boolean closed;

    /// @param out closed with this stream
    /// @param processors packs the parts
    public ParallelZstdOutputStream(OutputStream out, ExecutorService processors) throws IOException {
        this.out = out;
        this.pieces = new OrderedPieces(out, processors);
        pieces.addPacked(HEADER);
        pieces.end(_ -> {});
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
            if (filled == part.length) {
                cut();
            }
            var count = Math.min(left, part.length - filled);
            System.arraycopy(bytes, from, part, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    /// {@return what made the bytes of this output: parts of another are not to be put into it}
    public String packer() {
        return frames.version() + " parts " + PART;
    }

    /// Ends a part.
    ///
    /// @param last the last bytes of it, of which the last 14 or more are equal
    /// @param told where the packed part is, once it is written, from the thread that writes
    public void end(byte[] last, Consumer<PackedPart> told) throws IOException {
        if (!OffsetReset.last(last, last.length).equals(OptionalInt.of(last.length - OffsetReset.RUN))) {
            throw new IllegalArgumentException("a part ends with " + OffsetReset.RUN + " equal bytes");
        }
        // whole: a cut in the middle of the run would leave too little of it
        if (part.length < filled + last.length) {
            part = Arrays.copyOf(part, filled + last.length);
        }
        System.arraycopy(last, 0, part, filled, last.length);
        filled += last.length;
        if (!offsetsKnown) {
            storeToRun();
        }
        if (filled >= OffsetReset.RUN) {
            var at = filled - OffsetReset.RUN;
            pieces.add(new ZstdBlocks(frames, part, at, OffsetReset.block(part[at])));
        } else {
            // The rest of a longer run; such blocks change no offsets.
            pieces.addPacked(ZstdBlocks.raw(part, filled, NOTHING));
        }
        keepFrom(filled);
        pieces.end(told);
    }

    /// Takes a packed part in place of its bytes; only at the start and after [#end].
    ///
    /// @param checksum the CRC-32C of the packed bytes
    /// @param told where it is in this output, once it is written
    public void put(byte[] packed, int checksum, Consumer<PackedPart> told) throws IOException {
        if (filled > 0 || !offsetsKnown) {
            throw new IllegalStateException("a part is begun already");
        }
        pieces.addKnown(packed, checksum, told);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (!offsetsKnown) {
                storeToRun();
            }
            if (offsetsKnown) {
                pieces.add(new ZstdBlocks(frames, part, filled, NOTHING));
            }
            pieces.addPacked(LAST_BLOCK);
            pieces.drain();
        } finally {
            pieces.abandon();
        }
    }

    /// Makes room in a full part.
    private void cut() throws IOException {
        if (!offsetsKnown) {
            storeToRun();
            return;
        }
        var run = OffsetReset.last(part, filled);
        if (run.isPresent()) {
            var at = run.getAsInt();
            pieces.add(new ZstdBlocks(frames, part, at, OffsetReset.block(part[at])));
            keepFrom(at + OffsetReset.RUN);
        } else if (part.length < LONGEST_PART) {
            part = Arrays.copyOf(part, part.length * 2);
        } else {
            pieces.add(new ZstdBlocks(frames, part, filled, NOTHING));
            keepFrom(filled);
            offsetsKnown = false;
        }
    }

    /// Stores what stands before the first run as it is, or all of it where there is none.
    private void storeToRun() throws IOException {
        var run = OffsetReset.first(part, filled);
        var end = run.isPresent() ? OffsetReset.block(part[run.getAsInt()]) : NOTHING;
        var stored = ZstdBlocks.raw(part, run.orElse(filled), end);
        pieces.add(() -> stored);
        keepFrom(run.isPresent() ? run.getAsInt() + OffsetReset.RUN : filled);
        offsetsKnown = run.isPresent();
    }

    private void keepFrom(int at) {
        var rest = filled - at;
        var next = new byte[Math.max(PART, Integer.highestOneBit(rest) * 2)];
        System.arraycopy(part, at, next, 0, rest);
        part = next;
        filled = rest;
    }
}
