package io.rackboot.image.efi;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// A disk image with one EFI system partition that holds one program: firmware boots it from a stick, and as a RAM disk
/// that it has fetched by HTTP.
///
/// ```
/// protective MBR, GPT | 1 MiB: EFI system partition (FAT) | GPT again
/// ```
///
/// @param runner runs sgdisk, mkfs.vfat, mmd and mcopy, which work on the file without mounting it
/// @param modified the time of every file, seconds since 1970
public record EfiDisk(ProgramRunner runner, long modified) {
    private static final long MIB = 1 << 20;
    private static final int SECTOR = 512;

    /// {@return bytes of the disk for a program}
    public static long size(Path program) throws IOException {
        return (systemSize(program) + 2) * MIB;
    }

    private static long systemSize(Path program) throws IOException {
        return (Files.size(program) + Files.size(program) / 100) / MIB + 4;
    }

    /// Writes a disk.
    ///
    /// @param disk a new file
    /// @param program the EFI program
    /// @param bootName its name in `\EFI\BOOT`
    /// @param label of what the identifiers of disk and partition are made
    public void write(Path disk, Path program, String bootName, String label) throws IOException {
        var system = systemSize(program);
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(size(program));
        }
        var last = (system + 1) * MIB / SECTOR - 1;
        runner.run(Program.of(
                "gdisk",
                "sgdisk",
                "--disk-guid=" + uuid("disk " + label),
                "--new=1:2048:" + last,
                "--typecode=1:ef00",
                "--change-name=1:EFI",
                "--partition-guid=1:" + uuid("partition " + label),
                disk.toString()));
        var volume = new FatVolume(runner, modified, disk, MIB);
        volume.format(system * MIB, uuid("volume " + label));
        volume.copy(program, bootName);
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
