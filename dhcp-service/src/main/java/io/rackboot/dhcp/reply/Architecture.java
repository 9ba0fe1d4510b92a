package io.rackboot.dhcp.reply;

import io.rackboot.events.Firmware;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A value of option 93 (RFC 4578 §2.1), by IANA's registry "Processor Architecture Types".
///
/// RFC 4578 itself swaps 7 and 9; firmware says 7 for 64-bit x86, and old firmware 9.
public enum Architecture {
    /// "x86 BIOS"; the Raspberry Pi's ROM says so too.
    X86_BIOS(0, Firmware.BIOS, Platform.PC_BIOS),
    /// "x86 UEFI".
    X86_UEFI(6, Firmware.UEFI, Platform.EFI_IA32),
    /// "x64 UEFI".
    X64_UEFI(7, Firmware.UEFI, Platform.EFI_X64),
    /// "EBC".
    EBC(9, Firmware.UEFI, Platform.EFI_X64),
    /// "ARM 32-bit UEFI".
    ARM32_UEFI(10, Firmware.UEFI, Platform.EFI_ARM32),
    /// "ARM 64-bit UEFI".
    ARM64_UEFI(11, Firmware.UEFI, Platform.EFI_ARM64),
    /// "x86 UEFI boot from http".
    X86_UEFI_HTTP(15, Firmware.UEFI_HTTP, Platform.EFI_IA32),
    /// "x64 UEFI boot from http".
    X64_UEFI_HTTP(16, Firmware.UEFI_HTTP, Platform.EFI_X64),
    /// "EBC boot from http".
    EBC_HTTP(17, Firmware.UEFI_HTTP, Platform.EFI_X64),
    /// "ARM UEFI 32 boot from http".
    ARM32_UEFI_HTTP(18, Firmware.UEFI_HTTP, Platform.EFI_ARM32),
    /// "ARM UEFI 64 boot from http".
    ARM64_UEFI_HTTP(19, Firmware.UEFI_HTTP, Platform.EFI_ARM64),
    /// "pc/at bios boot from http".
    X86_BIOS_HTTP(20, Firmware.BIOS, Platform.PC_BIOS),
    /// "arm 32 uboot"; U-Boot runs EFI programs.
    ARM32_UBOOT(21, Firmware.U_BOOT, Platform.EFI_ARM32),
    /// "arm 64 uboot".
    ARM64_UBOOT(22, Firmware.U_BOOT, Platform.EFI_ARM64),
    /// "arm uboot 32 boot from http".
    ARM32_UBOOT_HTTP(23, Firmware.U_BOOT, Platform.EFI_ARM32),
    /// "arm uboot 64 boot from http".
    ARM64_UBOOT_HTTP(24, Firmware.U_BOOT, Platform.EFI_ARM64),
    /// "RISC-V 32-bit UEFI".
    RISCV32_UEFI(25, Firmware.UEFI, Platform.EFI_RISCV32),
    /// "RISC-V 32-bit UEFI boot from http".
    RISCV32_UEFI_HTTP(26, Firmware.UEFI_HTTP, Platform.EFI_RISCV32),
    /// "RISC-V 64-bit UEFI".
    RISCV64_UEFI(27, Firmware.UEFI, Platform.EFI_RISCV64),
    /// "RISC-V 64-bit UEFI boot from http".
    RISCV64_UEFI_HTTP(28, Firmware.UEFI_HTTP, Platform.EFI_RISCV64),
    /// "LoongArch 64-bit UEFI".
    LOONG64_UEFI(39, Firmware.UEFI, Platform.EFI_LOONG64),
    /// "LoongArch 64-bit UEFI boot from http".
    LOONG64_UEFI_HTTP(40, Firmware.UEFI_HTTP, Platform.EFI_LOONG64),
    /// "arm rpiboot".
    ARM_RPIBOOT(41, Firmware.RASPBERRY_PI, Platform.RASPBERRY_PI),
    /// Every other value: no loader is known for it.
    OTHER(65535, Firmware.OTHER, Platform.OTHER);

    private static final Map<Integer, Architecture> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Architecture::code, Function.identity()));

    private final int code;
    private final Firmware firmware;
    private final Platform platform;

    Architecture(int code, Firmware firmware, Platform platform) {
        this.code = code;
        this.firmware = firmware;
        this.platform = platform;
    }

    /// {@return the architecture of this value, [#OTHER] where no loader is known for it}
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

    /// {@return what its loaders must be built for}
    public Platform platform() {
        return platform;
    }

    /// {@return whether firmware says so when it wants a URL}
    public boolean bootsFromHttp() {
        return switch (this) {
            case X86_UEFI_HTTP,
                    X64_UEFI_HTTP,
                    EBC_HTTP,
                    ARM32_UEFI_HTTP,
                    ARM64_UEFI_HTTP,
                    X86_BIOS_HTTP,
                    ARM32_UBOOT_HTTP,
                    ARM64_UBOOT_HTTP,
                    RISCV32_UEFI_HTTP,
                    RISCV64_UEFI_HTTP,
                    LOONG64_UEFI_HTTP -> true;
            case X86_BIOS,
                    X86_UEFI,
                    X64_UEFI,
                    EBC,
                    ARM32_UEFI,
                    ARM64_UEFI,
                    ARM32_UBOOT,
                    ARM64_UBOOT,
                    RISCV32_UEFI,
                    RISCV64_UEFI,
                    LOONG64_UEFI,
                    ARM_RPIBOOT,
                    OTHER -> false;
        };
    }
}
