package io.rackboot.image.archive;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/// How a file is packed, told by its first bytes and never by its name.
public enum Packing {
    /// Not at all.
    PLAIN,
    /// RFC 1952.
    GZIP,
    /// The .xz format 1.
    XZ,
    /// RFC 8878.
    ZSTD;

    /// How many bytes `of` wants to see.
    public static final int PROBE = 6;

    private static final int XZ_MEMORY_KIB = 256 * 1024;
    private static final int BUFFER = 1 << 16;

    /// {@return how a file that starts so is packed}
    ///
    /// @throws RefusedSourceException for a packed form that is known but not read here
    public static Packing of(byte[] start) throws RefusedSourceException {
        if (starts(start, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (starts(start, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (starts(start, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        if (starts(start, 'B', 'Z', 'h')) {
            throw new RefusedSourceException("is packed with bzip2; plain, gzip, xz and zstd are read");
        }
        if (starts(start, 'P', 'K', 3, 4)) {
            throw new RefusedSourceException("is a zip archive; tar is read, plain or packed with gzip, xz or zstd");
        }
        return PLAIN;
    }

    /// {@return the unpacked bytes of a stream}
    public InputStream unpack(InputStream in) throws IOException {
        return switch (this) {
            case PLAIN -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
            case ZSTD -> new ZstdInputStream(in);
        };
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (var i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
