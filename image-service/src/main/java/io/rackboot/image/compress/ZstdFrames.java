package io.rackboot.image.compress;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.util.ZstdVersion;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Packs bytes as one zstd frame.
///
/// The library packs more than twice as fast as the codec in Java, and a little smaller; where it cannot be loaded (no
/// executable temporary directory, another processor), that codec takes its place. The two give different bytes.
enum ZstdFrames {
    /// libzstd, by zstd-jni.
    LIBRARY(0) {
        @Override
        byte[] pack(byte[] input, int length) {
            try (var context = new ZstdCompressCtx()) {
                context.setLevel(LEVEL).setChecksum(false).setContentSize(false);
                var frame = new byte[bound(length)];
                var size = context.compressByteArray(frame, 0, frame.length, input, 0, length);
                return Arrays.copyOf(frame, size);
            }
        }
    },
    /// aircompressor, without foreign calls: those do not exist in every native executable.
    JAVA(4) {
        @Override
        byte[] pack(byte[] input, int length) {
            var compressor = new ZstdJavaCompressor();
            var frame = new byte[compressor.maxCompressedLength(length)];
            var size = compressor.compress(input, 0, length, frame, 0, frame.length);
            return Arrays.copyOf(frame, size);
        }
    };

    private static final int LEVEL = 3;
    private static final Logger LOG = Logger.getLogger(ZstdFrames.class);

    private final int checksum;

    ZstdFrames(int checksum) {
        this.checksum = checksum;
    }

    /// {@return the first that works here}. Asked anew for each stream: a choice in a constant would be that of the
    /// machine that made the native executable.
    static ZstdFrames best() {
        return best(ZstdFrames::probe);
    }

    /// @param probe uses the library
    static ZstdFrames best(Runnable probe) {
        var failure = failure(probe);
        failure.ifPresent(
                e -> LOG.warnf("libzstd cannot be loaded (%s); zstd is packed by a slower codec, with other bytes", e));
        return failure.isPresent() ? JAVA : LIBRARY;
    }

    /// Sees that the library works here, without which the bytes are others than elsewhere.
    static void requireLibrary(Runnable probe) throws IOException {
        var failure = failure(probe);
        if (failure.isPresent()) {
            throw new IOException("libzstd cannot be loaded (" + failure.get()
                    + "); packed by another codec the bytes would not be those of the lock: give the service a"
                    + " temporary directory that programs may be run from, or pack with gzip");
        }
    }

    /// Uses the library.
    static void probe() {
        LIBRARY.pack(new byte[1], 1);
    }

    /// {@return a frame}
    abstract byte[] pack(byte[] input, int length);

    /// {@return which bytes this makes: other ones may come of another}
    String version() {
        return this + " " + ZstdVersion.VERSION + " level " + LEVEL;
    }

    /// {@return bytes of the checksum at a frame's end}
    int checksum() {
        return checksum;
    }

    /// ZSTD_COMPRESSBOUND.
    private static int bound(int length) {
        return length + (length >> 8) + (length < 128 << 10 ? (128 << 10) - length >> 11 : 0) + 64;
    }

    private static Optional<LinkageError> failure(Runnable probe) {
        try {
            probe.run();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(e);
        }
    }
}
