package io.rackboot.image.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// How an initrd is packed. The output depends on the input alone, not on the number of processors.
public enum Compression {
    /// RFC 1952, one member, level 6, packed on all processors. Every kernel reads it.
    GZIP("gzip"),
    /// RFC 8878, one frame, level 3, packed on all processors. Kernels from 5.9 on read it (`CONFIG_RD_ZSTD`).
    ZSTD("zstd"),
    /// The .xz format, one stream of blocks, level 6, packed on all processors. The smallest, and by far the slowest to
    /// pack and to unpack. Kernels have it as `CONFIG_RD_XZ`.
    XZ("xz");

    private static final int GZIP_LEVEL = 6;
    private static final int MOST_PROCESSORS = 8;

    // The longest part of a zstd frame, as it is and packed, twice for a moment.
    private static final long MEMORY_PER_PROCESSOR = 128L << 20;

    private final String text;

    Compression(String text) {
        this.text = text;
    }

    /// {@return the word used in specifications}
    public String text() {
        return text;
    }

    /// {@return how many processors pack at once: those of the machine, as far as the memory suffices}
    public static int processors() {
        var runtime = Runtime.getRuntime();
        var fitting = Math.max(1, runtime.maxMemory() / MEMORY_PER_PROCESSOR - 1);
        return (int) Math.min(Math.min(MOST_PROCESSORS, fitting), runtime.availableProcessors());
    }

    /// {@return the words of all}
    public static List<String> words() {
        return Arrays.stream(values()).map(Compression::text).toList();
    }

    /// {@return the one of that word}
    public static Optional<Compression> of(String word) {
        return Arrays.stream(values()).filter(c -> c.text.equals(word)).findFirst();
    }

    /// Sees that what is packed here has the bytes that it has on any machine.
    ///
    /// @throws IOException saying why it has not
    public void requireSameBytes() throws IOException {
        switch (this) {
            case GZIP, XZ -> {}
            case ZSTD -> ZstdFrames.requireLibrary(ZstdFrames::probe);
        }
    }

    /// Opens a packing stream; closing it ends the packed form and closes `out`.
    ///
    /// @param processors packs blocks where the format lets them be packed side by side
    public OutputStream open(OutputStream out, ExecutorService processors) throws IOException {
        return switch (this) {
            case GZIP -> new ParallelGzipOutputStream(out, processors, GZIP_LEVEL);
            case ZSTD -> new ParallelZstdOutputStream(out, processors);
            case XZ -> new ParallelXzOutputStream(out, processors);
        };
    }
}
