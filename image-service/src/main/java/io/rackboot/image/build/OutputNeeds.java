package io.rackboot.image.build;

import io.rackboot.image.efi.GrubModules;
import io.rackboot.image.efi.UnifiedKernel;
import io.rackboot.image.loader.Firmware;
import io.rackboot.image.loader.LoaderFiles;
import io.rackboot.image.loader.LoaderMedia;
import io.rackboot.image.process.Lookup;
import io.rackboot.image.process.ProgramFailedException;
import io.rackboot.image.specification.DeliveryMode;
import io.rackboot.image.specification.ImageOutput;
import io.rackboot.image.specification.Specification;
import java.io.IOException;

/// What the files of an image need of this machine. It is looked for before the root is made, since that may take
/// minutes, and most of these are made last.
record OutputNeeds(Specification specification, BuildSettings settings) {

    /// @throws io.rackboot.image.tree.RefusedSourceException for a file that is missing or of no use
    /// @throws ProgramFailedException for a program that is missing
    void requirePresent() throws IOException {
        var outputs = specification.allOutputs();
        if (specification.mode() == DeliveryMode.SQUASHFS) {
            Lookup.require("squashfs-tools", "mksquashfs");
        }
        if (outputs.contains(ImageOutput.UNIFIED_KERNEL) || outputs.contains(ImageOutput.EFI_DISK)) {
            new UnifiedKernel(settings.efiStub()).bootName();
            secureBoot();
        }
        if (outputs.contains(ImageOutput.EFI_DISK)) {
            Lookup.require("gdisk", "sgdisk");
            fat();
        }
        if (outputs.contains(ImageOutput.GRUB)) {
            grub(GrubModules.UEFI);
        }
        if (specification.outputs().loader().isPresent()) {
            loader(specification.outputs().loader().get());
        }
        if (settings.signingKey().isPresent()) {
            Lookup.require("openssl", "openssl");
        }
    }

    private void loader(LoaderMedia media) throws IOException {
        LoaderFiles.requirePossible(media, settings.ipxe());
        Lookup.require("xorriso", "xorriso");
        if (media.firmware().contains(Firmware.BIOS)) {
            grub(GrubModules.BIOS);
        }
        if (media.firmware().contains(Firmware.UEFI)) {
            fat();
            secureBoot();
        }
    }

    private void secureBoot() throws ProgramFailedException {
        if (settings.signingKey().isPresent()) {
            Lookup.require("osslsigncode", "osslsigncode");
        }
    }

    private static void grub(GrubModules modules) throws ProgramFailedException {
        Lookup.require("grub-common", "grub-mkimage");
        modules.requirePresent();
    }

    private static void fat() throws ProgramFailedException {
        Lookup.require("dosfstools", "mkfs.vfat");
        Lookup.require("mtools", "mcopy");
    }
}
