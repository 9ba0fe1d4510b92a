package io.rackboot.image.loader;

import io.rackboot.image.efi.FatVolume;
import io.rackboot.image.efi.GrubModules;
import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// One image that firmware boots as a CD and as a stick.
///
/// ```
/// MBR | ISO 9660: /boot/bios.img (GRUB), /boot/ipxe.lkrn, /autoexec.ipxe | EFI system partition (FAT): \EFI\BOOT
/// ```
///
/// BIOS starts GRUB, as the CD's boot program or by the MBR, which starts `ipxe.lkrn` with the script as its initrd.
/// UEFI takes iPXE from the system partition, and iPXE the script beside it.
///
/// @param runner runs grub-mkimage, mkfs.vfat, mtools and xorriso
/// @param modified the time of every file, seconds since 1970
public record LoaderDisc(ProgramRunner runner, long modified) {
    private static final String GRUB_PACKAGES = "grub-common, grub-pc-bin";
    private static final int MIB = 1 << 20;
    /// xorriso takes 0 for no time; FAT knows none before 1980.
    private static final long FIRST_TIME = 315_532_800;
    private static final String START = """
            search.file /boot/ipxe.lkrn root
            linux16 ($root)/boot/ipxe.lkrn
            initrd16 ($root)/autoexec.ipxe
            boot
            """;

    /// Writes it.
    ///
    /// @param disc a new file
    /// @param files what is on it
    /// @param work an empty directory
    /// @param label of what identifiers are made
    public void write(Path disc, LoaderFiles files, Path work, String label) throws IOException {
        var tree = Files.createDirectories(work.resolve("tree/boot")).getParent();
        Files.copy(files.script(), tree.resolve(LoaderFiles.SCRIPT));
        var command = new ArrayList<>(List.of("xorriso", "-as", "mkisofs", "-quiet", "-r", "-V", "RACKBOOT"));
        var time = Long.toString(Math.max(FIRST_TIME, modified));
        command.addAll(List.of("-o", disc.toString(), "--set_all_file_dates", "=" + time, "-partition_offset", "16"));
        if (files.bios().isPresent()) {
            Files.copy(files.bios().get(), tree.resolve("boot/" + LoaderFiles.BIOS));
            grub(tree.resolve("boot/bios.img"), work);
            command.addAll(List.of("-b", "boot/bios.img", "-no-emul-boot", "-boot-load-size", "4", "-boot-info-table"));
            command.addAll(
                    List.of("--grub2-boot-info", "--grub2-mbr", GrubModules.BIOS.directory() + "/boot_hybrid.img"));
        }
        if (files.uefi().isPresent()) {
            system(work.resolve("system"), files, files.uefi().get(), label);
            command.addAll(List.of(
                    "-append_partition", "2", "0xef", work.resolve("system").toString()));
            command.addAll(List.of("-eltorito-alt-boot", "-e", "--interval:appended_partition_2:all::"));
            command.add("-no-emul-boot");
        }
        command.add(tree.toString());
        runner.run(Program.of("xorriso", command).with("SOURCE_DATE_EPOCH", time));
    }

    private void grub(Path image, Path work) throws IOException {
        var start = Files.writeString(work.resolve("start.cfg"), START);
        var core = work.resolve("core.img");
        runner.run(Program.of(
                GRUB_PACKAGES,
                List.of(
                        "grub-mkimage",
                        "-O",
                        "i386-pc",
                        "-o",
                        core.toString(),
                        "-p",
                        "/boot/grub",
                        "-c",
                        start.toString(),
                        "biosdisk",
                        "iso9660",
                        "part_msdos",
                        "search_fs_file",
                        "linux16",
                        "boot")));
        Files.copy(GrubModules.BIOS.directory().resolve("cdboot.img"), image);
        Files.write(image, Files.readAllBytes(core), StandardOpenOption.APPEND);
    }

    private void system(Path system, LoaderFiles files, Path program, String label) throws IOException {
        var size = (Files.size(program) / MIB + 3) * MIB;
        try (var file = new RandomAccessFile(system.toFile(), "rw")) {
            file.setLength(size);
        }
        var volume = new FatVolume(runner, modified, system, 0);
        volume.format(size, UUID.nameUUIDFromBytes(("loader " + label).getBytes(StandardCharsets.UTF_8)));
        volume.copy(program, "BOOTX64.EFI");
        volume.copy(files.script(), LoaderFiles.SCRIPT);
        if (files.certificate().isPresent()) {
            volume.copy(files.certificate().get(), LoaderFiles.CERTIFICATE);
        }
    }
}
