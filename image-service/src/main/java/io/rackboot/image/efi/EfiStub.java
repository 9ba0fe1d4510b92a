package io.rackboot.image.efi;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// systemd's EFI stub: a PE program that boots the kernel it finds in its own sections (systemd-stub(7)). What is read
/// here is where sections can be added (Microsoft's PE/COFF specification, sections 3 and 4).
///
/// @param bytes of the file
/// @param header where the COFF header stands
/// @param sections how many it has
record EfiStub(byte[] bytes, int header, int sections) {
    private static final int LARGEST = 4 << 20;
    private static final int PAGE = 4096;
    private static final int COFF = 20;
    private static final int SECTION = 40;
    private static final int PE32_PLUS = 0x20b;
    private static final int OPTIONAL_ENOUGH = 112;

    /// Reads a stub.
    ///
    /// @throws RefusedSourceException for what is no 64-bit PE program
    static EfiStub read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw needed(file, "is not there");
        }
        if (Files.size(file) > LARGEST) {
            throw new RefusedSourceException(file + ": too large for an EFI stub");
        }
        var bytes = Files.readAllBytes(file);
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 0x40 || bytes[0] != 'M' || bytes[1] != 'Z') {
            throw noProgram(file);
        }
        var signature = in.getInt(0x3c);
        if (signature < 0 || signature > bytes.length - 4 - COFF - OPTIONAL_ENOUGH || in.getInt(signature) != 0x4550) {
            throw noProgram(file);
        }
        var header = signature + 4;
        var stub = new EfiStub(bytes, header, in.getShort(header + 2) & 0xFFFF);
        if ((in.getShort(header + COFF) & 0xFFFF) != PE32_PLUS || stub.tableEnd(stub.sections) > bytes.length) {
            throw noProgram(file);
        }
        return stub;
    }

    private static RefusedSourceException noProgram(Path file) {
        return needed(file, "is no 64-bit EFI program");
    }

    private static RefusedSourceException needed(Path file, String problem) {
        return new RefusedSourceException(
                file + ": " + problem + "; systemd's stub is needed (Debian: systemd-boot-efi, image.efi-stub)");
    }

    /// {@return the name under which firmware looks for a program of its processor on removable media}
    String bootName() throws RefusedSourceException {
        return switch (buffer().getShort(header) & 0xFFFF) {
            case 0x8664 -> "BOOTX64.EFI";
            case 0xAA64 -> "BOOTAA64.EFI";
            default -> throw new RefusedSourceException("an EFI stub of an unknown processor");
        };
    }

    int optional() {
        return header + COFF;
    }

    /// {@return what addresses are multiples of: a page at least, so that no two sections share one}
    int sectionAlignment() {
        return Math.max(PAGE, buffer().getInt(optional() + 32));
    }

    int fileAlignment() {
        return buffer().getInt(optional() + 36);
    }

    /// {@return how many sections can be added: headers end before the first section's bytes}
    int room() {
        return (buffer().getInt(optional() + 60) - tableEnd(sections)) / SECTION;
    }

    /// {@return the address behind the last section}
    long end() {
        var in = buffer();
        var end = 0L;
        for (var i = 0; i < sections; i++) {
            var at = tableEnd(i);
            end = Math.max(end, (in.getInt(at + 12) & 0xFFFFFFFFL) + (in.getInt(at + 8) & 0xFFFFFFFFL));
        }
        return end;
    }

    /// {@return where the bytes of the last section end: what follows is for debuggers, and readers of
    ///     signatures do not agree on what to do with a gap}
    int contentEnd() {
        var in = buffer();
        var end = 0;
        for (var i = 0; i < sections; i++) {
            end = Math.max(end, in.getInt(tableEnd(i) + 20) + in.getInt(tableEnd(i) + 16));
        }
        return Math.clamp(end, 0, bytes.length);
    }

    int tableEnd(int count) {
        return optional() + (buffer().getShort(header + 16) & 0xFFFF) + count * SECTION;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
