package io.rackboot.image.efi;

import io.rackboot.image.process.ProgramFailedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What GRUB is put together of for one kind of firmware, as Debian has it.
///
/// @param directory where it is
/// @param debianPackage where it comes from, for the message where it is missing
public record GrubModules(Path directory, String debianPackage) {
    /// For the BIOS of PCs.
    public static final GrubModules BIOS = new GrubModules(Path.of("/usr/lib/grub/i386-pc"), "grub-pc-bin");
    /// For UEFI of 64-bit PCs.
    public static final GrubModules UEFI = new GrubModules(Path.of("/usr/lib/grub/x86_64-efi"), "grub-efi-amd64-bin");

    /// @throws ProgramFailedException where it is not there
    public void requirePresent() throws ProgramFailedException {
        if (!Files.isRegularFile(directory.resolve("kernel.img"))) {
            throw new ProgramFailedException(directory + " has no modules of GRUB (Debian: " + debianPackage + ")");
        }
    }
}
