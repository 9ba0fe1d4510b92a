package io.rackboot.image.archive;

import io.airlift.compress.v3.MalformedInputException;
import io.rackboot.image.tree.BlockInput;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The unpacked bytes of a file. What its unpacker says of damaged input becomes a [RefusedSourceException]; errors of
/// the file itself stay what they are.
public final class UnpackedInput extends BlockInput {
    private static final int BUFFER = 1 << 16;

    private final SourceInput source;
    private final InputStream unpacked;

    private UnpackedInput(SourceInput source, InputStream unpacked) {
        this.source = source;
        this.unpacked = unpacked;
    }

    /// Opens a file by its content.
    ///
    /// @param progress told the number of bytes just read from the file, before unpacking
    public static InputStream open(Path file, ByteProgress progress) throws IOException {
        return of(new SourceInput(Files.newInputStream(file), progress));
    }

    /// Unpacks a stream by its content; it is closed with the result.
    ///
    /// @param progress told the number of bytes just read from it, before unpacking
    public static InputStream of(InputStream packed, ByteProgress progress) throws IOException {
        return of(new SourceInput(packed, progress));
    }

    private static InputStream of(SourceInput source) throws IOException {
        var in = new BufferedInputStream(source, BUFFER);
        try {
            in.mark(Packing.PROBE);
            var packing = Packing.of(in.readNBytes(Packing.PROBE));
            in.reset();
            return new UnpackedInput(source, packing.unpack(in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw explained(e, source);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return unpacked.read(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            throw explained(e, source);
        }
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    /// The unpackers say damage in many ways, the zstd one by runtime exceptions too.
    private static IOException explained(Exception e, SourceInput source) {
        if (e instanceof RefusedSourceException refused) {
            return refused;
        }
        if (source.failure().isPresent()) {
            return source.failure().get();
        }
        if (e instanceof MalformedInputException
                && String.valueOf(e.getMessage()).contains("indow")) {
            return new RefusedSourceException("its zstd window is larger than 8 MiB (" + e.getMessage()
                    + "); pack it without --ultra and --long");
        }
        return new RefusedSourceException("its packed data is damaged or cut short: " + e.getMessage());
    }
}
