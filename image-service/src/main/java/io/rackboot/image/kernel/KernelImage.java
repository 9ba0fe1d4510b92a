package io.rackboot.image.kernel;

import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.ContentReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a kernel file says of itself. The release of an x86 kernel stands in its setup header
/// (Documentation/arch/x86/boot.rst): `HdrS` at 0x202, at 0x20E the offset, less 0x200, of a text whose first word is
/// the release.
public final class KernelImage {
    private static final int HEADER = 0x202;
    private static final int VERSION = 0x20E;
    private static final int SETUP = 1 << 16;

    /// The release a kernel has.
    public sealed interface Release {
        /// As the kernel will say it (`uname -r`).
        record Known(String release) implements Release {}

        /// The file does not say it.
        record Unknown(String reason) implements Release {}
    }

    private KernelImage() {}

    /// {@return the release of a kernel file}
    ///
    /// @throws IOException where it cannot be read
    public static Release release(Path kernel) throws IOException {
        try (var in = Files.newInputStream(kernel)) {
            return release(in.readNBytes(SETUP));
        }
    }

    /// {@return the release of a kernel in a root or a package}
    ///
    /// @throws IOException where it cannot be read
    static Release release(Content kernel) throws IOException {
        try (var in = ContentReader.open(kernel)) {
            return release(in.readNBytes(SETUP));
        }
    }

    static Release release(byte[] setup) {
        if (setup.length < VERSION + 2 || !new String(setup, HEADER, 4, StandardCharsets.US_ASCII).equals("HdrS")) {
            return new Release.Unknown("it is no x86 kernel (no 'HdrS' at byte 0x202)");
        }
        var pointer = (setup[VERSION] & 0xFF) | (setup[VERSION + 1] & 0xFF) << 8;
        var start = pointer + 0x200;
        var end = start;
        while (end < setup.length && setup[end] > ' ' && setup[end] < 0x7f) {
            end++;
        }
        if (pointer == 0 || end == start || end >= setup.length) {
            return new Release.Unknown("its setup header names no release");
        }
        return new Release.Known(new String(setup, start, end - start, StandardCharsets.US_ASCII));
    }
}
