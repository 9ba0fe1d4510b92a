package io.rackboot.image.init;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program that runs in any root because it needs no library: its ELF file has no interpreter.
public final class StaticProgram {
    private static final int ELF_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int PT_INTERP = 3;
    private static final int HEADER = 64;

    private StaticProgram() {}

    /// Reads a program.
    ///
    /// @throws RefusedSourceException for one that is no ELF file or is dynamically linked
    public static byte[] read(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var elf = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || elf.getInt(0) != 0x7F454C46) {
            throw new RefusedSourceException(file + ": is not an ELF program");
        }
        if (bytes[4] == ELF_64 && bytes[5] == LITTLE_ENDIAN && interpreted(elf.order(ByteOrder.LITTLE_ENDIAN))) {
            throw new RefusedSourceException(file
                    + ": is dynamically linked; /init needs a static busybox (Debian: busybox-static, image.busybox)");
        }
        return bytes;
    }

    private static boolean interpreted(ByteBuffer elf) {
        var table = elf.getLong(32);
        var size = elf.getShort(54) & 0xFFFF;
        var count = elf.getShort(56) & 0xFFFF;
        for (var i = 0L; i < count; i++) {
            var at = table + i * size;
            if (at < 0 || at > elf.capacity() - 4) {
                return false;
            }
            if (elf.getInt((int) at) == PT_INTERP) {
                return true;
            }
        }
        return false;
    }
}
