package io.rackboot.image.efi;

import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/// A FAT file system in a file, made without mounting it.
///
/// @param runner runs mkfs.vfat, mmd and mcopy
/// @param modified the time of every file, seconds since 1970; FAT knows none before 1980
/// @param file what it is in, large enough already
/// @param offset where it starts there, bytes, a multiple of 512
public record FatVolume(ProgramRunner runner, long modified, Path file, long offset) {
    private static final long FIRST_TIME = 315_532_800;
    private static final int SECTOR = 512;

    /// Makes it, empty.
    ///
    /// @param size bytes, a multiple of 1024
    /// @param identifier of which its serial number is made
    public void format(long size, UUID identifier) throws IOException {
        run(
                "dosfstools",
                "mkfs.vfat",
                "--invariant",
                "-i",
                identifier.toString().substring(0, 8),
                "-n",
                "RACKBOOT",
                "--offset=" + offset / SECTOR,
                file.toString(),
                Long.toString(size / 1024));
        run("mtools", "mmd", "-i", image(), "::EFI", "::EFI/BOOT");
    }

    /// Copies a file to `\EFI\BOOT`.
    public void copy(Path source, String name) throws IOException {
        run("mtools", "mcopy", "-i", image(), source.toString(), "::EFI/BOOT/" + name);
    }

    private String image() {
        return file + "@@" + offset;
    }

    private void run(String debianPackage, String... command) throws IOException {
        runner.run(Program.of(debianPackage, command)
                .with("SOURCE_DATE_EPOCH", Long.toString(Math.max(FIRST_TIME, modified)))
                .with("MTOOLS_SKIP_CHECK", "1"));
    }
}
