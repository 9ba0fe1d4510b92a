package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.TestKernel;
import io.rackboot.image.signing.SigningKey;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real readers take unified kernel images, disks and signatures.
class ExtraOutputsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void sources() throws IOException {
        Commands.require(
                "objcopy",
                "sgdisk",
                "mdir",
                "mcopy",
                "mkfs.vfat",
                "osslsigncode",
                "sbverify",
                "openssl",
                "grub-mkimage");
        Commands.requireThat(Files.exists(TestImage.STUB), "systemd-boot-efi is not installed");
        TestKernel.in(directory);
        Commands.run(
                directory,
                "mkdir -p root/sbin && printf x > root/sbin/init && chmod +x root/sbin/init &&"
                        + "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 2 -addext extendedKeyUsage=codeSigning"
                        + " -keyout key.pem -out cert.pem 2>/dev/null");
    }

    @Test
    void realReadersTakeThemAndTwoBuildsAreEqual() throws IOException {
        var key = Optional.of(new SigningKey(directory.resolve("key.pem"), directory.resolve("cert.pem")));
        try (var image = TestImage.build(directory, specification("uki, efi-disk, grub"), key);
                var again = TestImage.build(directory, specification("uki, efi-disk, grub"), key)) {
            assertThat(again.digests()).isEqualTo(image.digests());
            assertThat(image.listing())
                    .containsExactly(
                            "kernel vmlinuz",
                            "initrd initrd",
                            "disk disk.img",
                            "unified-kernel linux.efi",
                            "loader grubx64.efi",
                            "manifest SHA256SUMS",
                            "signature vmlinuz.sig",
                            "signature initrd.sig",
                            "signature disk.img.sig",
                            "signature linux.efi.sig",
                            "signature grubx64.efi.sig",
                            "signature SHA256SUMS.sig");
            unified(image);
            disk(image);
            signatures(image);
        }
    }

    @Test
    void withoutAKeyNothingIsSigned() throws IOException {
        try (var image = TestImage.build(directory, specification("uki"))) {
            assertThat(image.artifacts().stream().map(BuiltArtifact::name))
                    .containsExactly("vmlinuz", "initrd", "linux.efi");
        }
    }

    @Test
    void aStubThatIsNoneIsRefused() throws IOException {
        var text = Files.writeString(directory.resolve("stub"), "MZ" + "x".repeat(500));
        assertThatThrownBy(() -> new io.rackboot.image.efi.UnifiedKernel(text))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(text + ": is no 64-bit EFI program; systemd's stub is needed (Debian: systemd-boot-efi,"
                        + " image.efi-stub)");
        var missing = directory.resolve("missing");
        assertThatThrownBy(() -> new io.rackboot.image.efi.UnifiedKernel(missing))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(missing
                        + ": is not there; systemd's stub is needed (Debian: systemd-boot-efi, image.efi-stub)");
    }

    private void unified(TestImage image) {
        var file = image.file(FileRole.UNIFIED_KERNEL);
        Commands.run(
                directory,
                "for s in linux initrd cmdline uname osrel; do objcopy --dump-section .$s=$s " + file
                        + " copy 2>&1; done && cmp linux vmlinuz && cmp initrd " + image.file(FileRole.INITRD));
        assertThat(Commands.run(directory, "cat cmdline")).isEqualTo("console=ttyS0 quiet");
        assertThat(Commands.run(directory, "cat uname")).isEqualTo("6.1.0-test");
        assertThat(Commands.run(directory, "sbverify --cert cert.pem " + file + " 2>&1"))
                .contains("Signature verification OK");
        // Secure Boot would let a signed GRUB start, which then loads no kernel.
        assertThat(Commands.run(directory, "sbverify --list " + image.file(FileRole.LOADER) + " 2>&1 || true"))
                .contains("No signature table present");
    }

    private void disk(TestImage image) {
        var file = image.file(FileRole.DISK);
        assertThat(Commands.run(directory, "sgdisk --verify " + file)).contains("No problems found");
        assertThat(Commands.run(directory, "sgdisk --info=1 " + file))
                .contains("EFI system partition", "Partition name: 'EFI'");
        assertThat(Commands.run(directory, "mdir -b -/ -i " + file + "@@1M ::"))
                .isEqualTo("::/EFI/\n::/EFI/BOOT/\n::/EFI/BOOT/BOOTX64.EFI\n");
        Commands.run(
                directory,
                "mcopy -i " + file + "@@1M ::EFI/BOOT/BOOTX64.EFI out.efi && cmp out.efi "
                        + image.file(FileRole.UNIFIED_KERNEL));
    }

    private void signatures(TestImage image) {
        for (var artifact : image.artifacts()) {
            if (artifact.role() != FileRole.SIGNATURE) {
                Commands.run(
                        directory,
                        "openssl cms -verify -binary -inform DER -in " + artifact.file() + ".sig -content "
                                + artifact.file() + " -CAfile cert.pem -purpose any -out /dev/null 2>&1");
            }
        }
        var manifest = image.file(FileRole.MANIFEST);
        assertThat(Commands.run(manifest.getParent(), "sha256sum -c SHA256SUMS"))
                .isEqualTo("disk.img: OK\ngrubx64.efi: OK\ninitrd: OK\nlinux.efi: OK\nvmlinuz: OK\n");
    }

    private String specification(String outputs) {
        return """
                name: demo
                version: 1
                root: {directory: %1$s/root}
                kernel: %1$s/vmlinuz
                kernelArguments: [console=ttyS0, quiet]
                outputs: [%2$s]
                """.formatted(directory, outputs);
    }
}
