package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.TestAuthority;
import io.rackboot.image.TestKernel;
import io.rackboot.image.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real readers find on the disc what firmware looks for.
class LoaderOutputsTest {
    private static final String ROOT = "9faf717b7f8ca2f93c256c79f8ac5591895d66d1ff3bee6397a70d29c65eed1a";

    @TempDir
    Path directory;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("xorriso", "grub-mkimage", "mkfs.vfat", "mcopy", "mdir", "openssl", "objcopy", "sbverify");
        Commands.requireThat(
                Files.exists(Path.of("/usr/lib/grub/i386-pc/boot_hybrid.img")), "grub-pc-bin is not installed");
        Commands.requireThat(Files.exists(TestImage.STUB), "systemd-boot-efi is not installed");
        TestKernel.in(directory);
        // Any EFI program can be signed; this one says what iPXE says.
        Files.write(directory.resolve("trust"), HexFormat.of().parseHex(ROOT));
        Commands.run(
                directory,
                "mkdir -p root/sbin ipxe && cp /bin/busybox root/sbin/init && printf autoexec.ipxe > auto && objcopy --add-section .auto=auto"
                        + " --add-section .trust=trust " + TestImage.STUB
                        + " ipxe/ipxe.efi && printf lkrn > ipxe/ipxe.lkrn");
    }

    @Test
    void theDiscIsForBothFirmwaresAndTwoBuildsAreEqual() throws IOException {
        var text = specification("{server: 'http://10.0.0.2:8081'}");
        try (var image = build(text, Optional.empty());
                var again = build(text, Optional.empty())) {
            assertThat(again.digests()).isEqualTo(image.digests());
            assertThat(image.listing())
                    .containsExactly(
                            "kernel vmlinuz",
                            "initrd initrd",
                            "loader loader.iso",
                            "script autoexec.ipxe",
                            "loader ipxe.lkrn",
                            "loader ipxe.efi");
            var disc = file(image, "loader.iso");
            assertThat(Commands.run(directory, "xorriso -indev " + disc + " -report_el_torito plain 2>/dev/null"))
                    .contains("El Torito boot img :   1  BIOS  y   none")
                    .contains("El Torito boot img :   2  UEFI  y   none");
            assertThat(Commands.run(directory, "xorriso -indev " + disc + " -report_system_area plain 2>/dev/null"))
                    .containsPattern("MBR partition      :   2   0x00  0xef ")
                    .contains("grub2-mbr");
            Commands.run(
                    directory,
                    "xorriso -osirrox on -indev " + disc + " -extract / out 2>/dev/null; cmp out/autoexec.ipxe "
                            + file(image, "autoexec.ipxe") + " && cmp out/boot/ipxe.lkrn ipxe/ipxe.lkrn");
            assertThat(system(disc))
                    .isEqualTo("::/EFI/\n::/EFI/BOOT/\n::/EFI/BOOT/BOOTX64.EFI\n::/EFI/BOOT/autoexec.ipxe\n");
        }
    }

    @Test
    void iPxeTrustsAnAuthorityOfItsOwnAndIsSigned() throws IOException {
        var authority = TestAuthority.create(directory, "own");
        var key = new SigningKey(directory.resolve("own.key"), authority.certificate());
        var text = specification(
                "{server: 'https://boot.example', firmware: [uefi], ca: " + authority.certificate() + "}");
        try (var image = build(text, Optional.of(key))) {
            assertThat(image.artifacts().stream().map(BuiltArtifact::name))
                    .contains("loader.iso", "autoexec.ipxe", "ipxe.efi", "ca.der", "ca.der.sig")
                    .doesNotContain("ipxe.lkrn");
            var program = file(image, "ipxe.efi");
            assertThat(Commands.run(directory, "sbverify --cert own.pem " + program + " 2>&1"))
                    .contains("Signature verification OK");
            var fingerprint = Commands.run(directory, "sha256sum " + file(image, "ca.der"))
                    .substring(0, 64);
            assertThat(HexFormat.of().formatHex(Files.readAllBytes(program)))
                    .contains(fingerprint)
                    .doesNotContain(ROOT);
            var disc = file(image, "loader.iso");
            assertThat(Commands.run(directory, "xorriso -indev " + disc + " -report_el_torito plain 2>/dev/null"))
                    .contains("UEFI  y   none")
                    .doesNotContain("BIOS");
            assertThat(system(disc)).contains("::/EFI/BOOT/ca.der\n");
        }
    }

    /// The files of the system partition.
    private String system(Path disc) {
        var start = Commands.run(
                directory,
                "xorriso -indev " + disc + " -report_system_area plain 2>/dev/null |"
                        + " awk '/^MBR partition  .* 0xef/{print $(NF-1)*512}'");
        return Commands.run(directory, "mdir -b -/ -i " + disc + "@@" + start.strip() + " ::");
    }

    private TestImage build(String text, Optional<SigningKey> key) throws IOException {
        return TestImage.build(directory, text, key, directory.resolve("ipxe"));
    }

    private static Path file(TestImage image, String name) {
        return image.artifacts().stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow()
                .file();
    }

    private String specification(String loader) {
        return """
                name: demo
                version: 1
                root: {directory: %1$s/root}
                kernel: %1$s/vmlinuz
                loader: %2$s
                """.formatted(directory, loader);
    }
}
