package io.rackboot.dhcp.reply;

import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A value of option 93 (RFC 4578 §2.1), by IANA's registry "Processor Architecture Types": all of them.
///
/// RFC 4578 itself swaps 7 and 9 (its erratum, and [Quirk#X64_AS_EBC]).
public enum Architecture {
    /// "x86 BIOS"; the Raspberry Pi's ROM says so too.
    X86_BIOS(0, Firmware.BIOS, Platform.PC_BIOS, BootClient.PXE),
    /// "NEC/PC98", deprecated.
    NEC_PC98(1, Firmware.OTHER, Platform.OTHER, BootClient.PXE),
    /// "Itanium".
    ITANIUM(2, Firmware.UEFI, Platform.EFI_IA64, BootClient.PXE),
    /// "DEC Alpha", deprecated.
    DEC_ALPHA(3, Firmware.OTHER, Platform.OTHER, BootClient.PXE),
    /// "Arc x86", deprecated.
    ARC_X86(4, Firmware.OTHER, Platform.OTHER, BootClient.PXE),
    /// "Intel Lean Client", deprecated.
    INTEL_LEAN_CLIENT(5, Firmware.OTHER, Platform.OTHER, BootClient.PXE),
    /// "x86 UEFI".
    X86_UEFI(6, Firmware.UEFI, Platform.EFI_IA32, BootClient.PXE),
    /// "x64 UEFI".
    X64_UEFI(7, Firmware.UEFI, Platform.EFI_X64, BootClient.PXE),
    /// "EFI Xscale", deprecated.
    XSCALE(8, Firmware.OTHER, Platform.OTHER, BootClient.PXE),
    /// "EBC".
    EBC(9, Firmware.UEFI, Platform.EFI_X64, BootClient.PXE),
    /// "ARM 32-bit UEFI".
    ARM32_UEFI(10, Firmware.UEFI, Platform.EFI_ARM32, BootClient.PXE),
    /// "ARM 64-bit UEFI".
    ARM64_UEFI(11, Firmware.UEFI, Platform.EFI_ARM64, BootClient.PXE),
    /// "PowerPC Open Firmware".
    POWERPC_OPEN_FIRMWARE(12, Firmware.OTHER, Platform.OPEN_FIRMWARE, BootClient.PXE),
    /// "PowerPC ePAPR".
    POWERPC_EPAPR(13, Firmware.OTHER, Platform.OTHER, BootClient.PXE),
    /// "POWER OPAL v3": Petitboot.
    POWER_OPAL(14, Firmware.OTHER, Platform.PETITBOOT, BootClient.PXE),
    /// "x86 UEFI boot from http".
    X86_UEFI_HTTP(15, Firmware.UEFI_HTTP, Platform.EFI_IA32, BootClient.HTTP),
    /// "x64 UEFI boot from http".
    X64_UEFI_HTTP(16, Firmware.UEFI_HTTP, Platform.EFI_X64, BootClient.HTTP),
    /// "EBC boot from http".
    EBC_HTTP(17, Firmware.UEFI_HTTP, Platform.EFI_X64, BootClient.HTTP),
    /// "ARM UEFI 32 boot from http".
    ARM32_UEFI_HTTP(18, Firmware.UEFI_HTTP, Platform.EFI_ARM32, BootClient.HTTP),
    /// "ARM UEFI 64 boot from http".
    ARM64_UEFI_HTTP(19, Firmware.UEFI_HTTP, Platform.EFI_ARM64, BootClient.HTTP),
    /// "pc/at bios boot from http".
    X86_BIOS_HTTP(20, Firmware.BIOS, Platform.PC_BIOS, BootClient.HTTP),
    /// "arm 32 uboot"; U-Boot runs EFI programs.
    ARM32_UBOOT(21, Firmware.U_BOOT, Platform.EFI_ARM32, BootClient.PXE),
    /// "arm 64 uboot".
    ARM64_UBOOT(22, Firmware.U_BOOT, Platform.EFI_ARM64, BootClient.PXE),
    /// "arm uboot 32 boot from http".
    ARM32_UBOOT_HTTP(23, Firmware.U_BOOT, Platform.EFI_ARM32, BootClient.HTTP),
    /// "arm uboot 64 boot from http".
    ARM64_UBOOT_HTTP(24, Firmware.U_BOOT, Platform.EFI_ARM64, BootClient.HTTP),
    /// "RISC-V 32-bit UEFI".
    RISCV32_UEFI(25, Firmware.UEFI, Platform.EFI_RISCV32, BootClient.PXE),
    /// "RISC-V 32-bit UEFI boot from http".
    RISCV32_UEFI_HTTP(26, Firmware.UEFI_HTTP, Platform.EFI_RISCV32, BootClient.HTTP),
    /// "RISC-V 64-bit UEFI".
    RISCV64_UEFI(27, Firmware.UEFI, Platform.EFI_RISCV64, BootClient.PXE),
    /// "RISC-V 64-bit UEFI boot from http".
    RISCV64_UEFI_HTTP(28, Firmware.UEFI_HTTP, Platform.EFI_RISCV64, BootClient.HTTP),
    /// "RISC-V 128-bit UEFI".
    RISCV128_UEFI(29, Firmware.UEFI, Platform.OTHER, BootClient.PXE),
    /// "RISC-V 128-bit UEFI boot from http".
    RISCV128_UEFI_HTTP(30, Firmware.UEFI_HTTP, Platform.OTHER, BootClient.HTTP),
    /// "s390 Basic".
    S390_BASIC(31, Firmware.OTHER, Platform.S390, BootClient.PXE),
    /// "s390 Extended".
    S390_EXTENDED(32, Firmware.OTHER, Platform.S390, BootClient.PXE),
    /// "MIPS 32-bit UEFI".
    MIPS32_UEFI(33, Firmware.UEFI, Platform.OTHER, BootClient.PXE),
    /// "MIPS 64-bit UEFI".
    MIPS64_UEFI(34, Firmware.UEFI, Platform.OTHER, BootClient.PXE),
    /// "Sunway 32-bit UEFI".
    SUNWAY32_UEFI(35, Firmware.UEFI, Platform.OTHER, BootClient.PXE),
    /// "Sunway 64-bit UEFI".
    SUNWAY64_UEFI(36, Firmware.UEFI, Platform.OTHER, BootClient.PXE),
    /// "LoongArch 32-bit UEFI".
    LOONG32_UEFI(37, Firmware.UEFI, Platform.OTHER, BootClient.PXE),
    /// "LoongArch 32-bit UEFI boot from http".
    LOONG32_UEFI_HTTP(38, Firmware.UEFI_HTTP, Platform.OTHER, BootClient.HTTP),
    /// "LoongArch 64-bit UEFI".
    LOONG64_UEFI(39, Firmware.UEFI, Platform.EFI_LOONG64, BootClient.PXE),
    /// "LoongArch 64-bit UEFI boot from http".
    LOONG64_UEFI_HTTP(40, Firmware.UEFI_HTTP, Platform.EFI_LOONG64, BootClient.HTTP),
    /// "arm rpiboot".
    ARM_RPIBOOT(41, Firmware.RASPBERRY_PI, Platform.RASPBERRY_PI, BootClient.PXE),
    /// Every other value.
    OTHER(65535, Firmware.OTHER, Platform.OTHER, BootClient.PXE);

    private static final Map<Integer, Architecture> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Architecture::code, Function.identity()));

    private final int code;
    private final Firmware firmware;
    private final Platform platform;
    private final BootClient client;

    Architecture(int code, Firmware firmware, Platform platform, BootClient client) {
        this.code = code;
        this.firmware = firmware;
        this.platform = platform;
        this.client = client;
    }

    /// {@return the architecture of this value, [#OTHER] where the registry has none}
    public static Architecture of(int code) {
        return BY_CODE.getOrDefault(code, OTHER);
    }

    /// {@return its value in option 93}
    public int code() {
        return code;
    }

    /// {@return the class of firmware that says so}
    public Firmware firmware() {
        return firmware;
    }

    /// {@return what its loaders must be built for; [Platform#OTHER] where no loader is known}
    public Platform platform() {
        return platform;
    }

    /// {@return `HTTP` where firmware says so when it wants a URL, else `PXE`}
    public BootClient client() {
        return client;
    }
}
