package io.rackboot.dhcp.reply;

import io.rackboot.events.document.Loader;
import java.util.Optional;

/// What a loader must be built for, and the names of the loaders' files there.
///
/// iPXE's files are named as its own build and Debian name them, GRUB's as in the EFI removable-media convention.
public enum Platform {
    /// PC BIOS: network boot programs of real mode.
    PC_BIOS("", ""),
    /// UEFI on 32-bit x86.
    EFI_IA32("-ia32", "ia32"),
    /// UEFI on 64-bit x86.
    EFI_X64("", "x64"),
    /// EFI on Itanium, for which there is GRUB alone.
    EFI_IA64("", "ia64"),
    /// UEFI on 32-bit Arm.
    EFI_ARM32("-arm32", "arm"),
    /// UEFI on 64-bit Arm.
    EFI_ARM64("-arm64", "aa64"),
    /// UEFI on 32-bit RISC-V.
    EFI_RISCV32("-riscv32", "riscv32"),
    /// UEFI on 64-bit RISC-V.
    EFI_RISCV64("-riscv64", "riscv64"),
    /// UEFI on 64-bit LoongArch.
    EFI_LOONG64("-loong64", "loongarch64"),
    /// PowerPC's Open Firmware, for which there is GRUB alone.
    OPEN_FIRMWARE("", ""),
    /// Petitboot on POWER: it is the loader, and reads a PXELINUX configuration.
    PETITBOOT("", ""),
    /// The network boot of s390, which reads a PXELINUX configuration too.
    S390("", ""),
    /// The Raspberry Pi's ROM, which looks for files of its own and ignores the one it is told.
    RASPBERRY_PI("", ""),
    /// Anything for which there is no loader.
    OTHER("", "");

    private final String ipxe;
    private final String grub;

    Platform(String ipxe, String grub) {
        this.ipxe = ipxe;
        this.grub = grub;
    }

    /// {@return the file of the loader; the nearest thing where the wanted one does not exist on this platform; empty
    ///     where no loader does}
    public Optional<String> file(Loader loader) {
        return switch (this) {
            case PC_BIOS -> Optional.of(biosFile(loader));
            case EFI_IA32, EFI_X64, EFI_ARM32, EFI_ARM64, EFI_RISCV32, EFI_RISCV64, EFI_LOONG64 ->
                Optional.of(efiFile(loader));
            case EFI_IA64 -> Optional.of(efiFile(Loader.GRUB));
            case OPEN_FIRMWARE -> Optional.of("core.elf");
            case PETITBOOT, S390, RASPBERRY_PI, OTHER -> Optional.empty();
        };
    }

    /// {@return whether the firmware reads a PXELINUX configuration itself (RFC 5071)}
    boolean readsPxelinuxConfiguration() {
        return switch (this) {
            case PETITBOOT, S390 -> true;
            case PC_BIOS,
                    EFI_IA32,
                    EFI_X64,
                    EFI_IA64,
                    EFI_ARM32,
                    EFI_ARM64,
                    EFI_RISCV32,
                    EFI_RISCV64,
                    EFI_LOONG64,
                    OPEN_FIRMWARE,
                    RASPBERRY_PI,
                    OTHER -> false;
        };
    }

    private static String biosFile(Loader loader) {
        return switch (loader) {
            case AUTO, IPXE_FIRMWARE_DRIVER -> "undionly.kpxe";
            case IPXE -> "ipxe.pxe";
            case GRUB -> "core.0";
            case PXELINUX -> "lpxelinux.0";
        };
    }

    private String efiFile(Loader loader) {
        return switch (loader) {
            case AUTO, IPXE_FIRMWARE_DRIVER -> "snponly" + ipxe + ".efi";
            case IPXE -> "ipxe" + ipxe + ".efi";
            case GRUB -> "grub" + grub + ".efi";
            case PXELINUX ->
                switch (this) {
                    case EFI_X64 -> "syslinux.efi";
                    case EFI_IA32 -> "syslinux32.efi";
                    default -> efiFile(Loader.AUTO);
                };
        };
    }
}
