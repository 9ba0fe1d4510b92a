package io.rackboot.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Something that says it is an x86 kernel, as far as kernels are read: its magic number, and where its release stands.
public final class TestKernel {
    private static final int MAGIC = 0x202;
    private static final int VERSION_POINTER = 0x20E;
    private static final int VERSION = 0x600;
    private static final int SETUP = 0x200;

    private TestKernel() {}

    /// Writes one of release 6.1.0-test as `vmlinuz` into a directory.
    public static Path in(Path directory) throws IOException {
        return Files.write(directory.resolve("vmlinuz"), bytes("6.1.0-test"));
    }

    /// {@return one of that release}
    public static byte[] bytes(String release) {
        var kernel = new byte[4096];
        put(kernel, MAGIC, "HdrS");
        // Counted from the end of the first sector.
        kernel[VERSION_POINTER + 1] = (byte) (VERSION - SETUP >> 8);
        put(kernel, VERSION, release + " x");
        return kernel;
    }

    private static void put(byte[] kernel, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, kernel, at, bytes.length);
    }
}
