package io.rackboot.tftp.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTableTest {

    @ParameterizedTest
    @CsvSource({
        "snponly.efi, LOADER",
        "SNPONLY.EFI, LOADER",
        "undionly.kpxe, LOADER",
        "lpxelinux.0, LOADER",
        "ldlinux.c32, LOADER",
        "linux.efi, LOADER",
        "boot.ipxe, SCRIPT",
        "autoexec.ipxe, SCRIPT",
        "grub/grub.cfg, SCRIPT",
        "grub.cfg-01-52-54-00-77-00-01, SCRIPT",
        "pxelinux.cfg/C0A84D64, SCRIPT",
        "pxelinux.cfg/default, SCRIPT",
        "vmlinuz, KERNEL",
        "vmlinuz-6.1.0-18-amd64, KERNEL",
        "bzImage, KERNEL",
        "initrd.img, INITRD",
        "initrd, INITRD",
        "initramfs-6.1.img, INITRD",
        "root.cpio.gz, INITRD",
        "root.squashfs, ROOT",
        "memdisk, OTHER",
        "image.iso, OTHER"
    })
    void tellsTheRole(String name, FileRole role) {
        assertThat(NameTable.role(path(name))).isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autoexec.ipxe",
                "525400a1b2c3/autoexec.ipxe",
                "pxelinux.cfg/default",
                "525400a1b2c3/pxelinux.cfg/01-52-54-00-a1-b2-c3",
                "grub/grub.cfg-C0A84D64",
                "grub/x86_64-efi/command.lst",
                "revocations_sku.efi",
                "revocations_sbat.efi",
                "shim_certificate_0.efi"
            })
    void isOptional(String name) {
        assertThat(NameTable.optional(path(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snponly.efi", "boot.ipxe", "grub/grub.cfg", "vmlinuz", "grubx64.efi", "xautoexec.ipxe"})
    void isMissed(String name) {
        assertThat(NameTable.optional(path(name))).isFalse();
    }

    private static RequestedPath path(String name) {
        return ((RequestedPath.Parsed.Valid) RequestedPath.parse(name)).path();
    }
}
