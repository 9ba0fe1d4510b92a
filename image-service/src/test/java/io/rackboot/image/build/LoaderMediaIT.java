package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.PhoneHomeServer;
import io.rackboot.image.TestAuthority;
import io.rackboot.image.build.VirtualMachine.Drive;
import io.rackboot.image.build.VirtualMachine.Starter;
import io.rackboot.image.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Machines start from loader media and ask http-boot-service for their script. UEFI needs an iPXE of 2022 or newer:
/// Debian 13's, or what `-Dtest.ipxe=DIRECTORY` names.
@Tag("in-process")
class LoaderMediaIT {
    private static final int PATIENCE = 120;
    private static final String SCRIPT = "/boot/52-54-00-12-34-56/boot.ipxe";

    @TempDir
    Path directory;

    @BeforeEach
    void needsTools() throws IOException {
        directory = directory.toRealPath();
        Commands.require("qemu-system-x86_64", "xorriso", "grub-mkimage", "mkfs.vfat", "mcopy", "busybox");
        Commands.requireThat(
                Files.exists(Path.of("/usr/lib/grub/i386-pc/boot_hybrid.img")), "grub-pc-bin is not installed");
        Commands.requireThat(Files.exists(BuildSettings.DEFAULT_IPXE.resolve("ipxe.lkrn")), "ipxe is not installed");
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin && cp /bin/busybox root/bin && ln -s ../bin/busybox sbin-init &&"
                        + "mv sbin-init root/sbin/init && ln -s busybox root/bin/sh");
    }

    @Test
    void aBiosMachineComesUpFromAStickWithAStaticAddress() throws Exception {
        try (var server = new PhoneHomeServer();
                var image = build(server, "http", ", firmware: [bios], address: 10.0.2.77/24, gateway: 10.0.2.2")) {
            takesOver(server, image, "http", server);
            try (var machine = VirtualMachine.with(directory, disc(image), Starter.BIOS, Drive.STICK)) {
                comesUp(server, machine);
            }
        }
    }

    @Test
    @Tag("long")
    void aBiosMachineStartsFromACd() throws Exception {
        try (var server = new PhoneHomeServer();
                var image = build(server, "http", ", firmware: [bios]");
                var _ = VirtualMachine.with(directory, disc(image), Starter.BIOS, Drive.CD)) {
            assertThat(server.next(PATIENCE).path()).isEqualTo(SCRIPT);
        }
    }

    @Test
    @Tag("long")
    void anotherLoaderStartsIpxeAsAKernel() throws Exception {
        try (var server = new PhoneHomeServer();
                var image = build(server, "http", ", firmware: [bios]");
                var _ = VirtualMachine.loading(directory, file(image, "ipxe.lkrn"), file(image, "autoexec.ipxe"))) {
            assertThat(server.next(PATIENCE).path()).isEqualTo(SCRIPT);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void aUefiMachineStartsFromThem(Drive drive) throws Exception {
        try (var server = new PhoneHomeServer();
                var image = build(server, "http", "", newIpxe());
                var _ = VirtualMachine.with(directory, disc(image), Starter.UEFI, drive)) {
            assertThat(server.next(PATIENCE).path()).isEqualTo(SCRIPT);
        }
    }

    @Test
    @Tag("long")
    void aUefiMachineComesUpByHttpsOfAnAuthorityOfItsOwn() throws Exception {
        var authority = TestAuthority.create(directory, "own");
        var ca = ", firmware: [uefi], ca: " + authority.certificate();
        try (var server = new PhoneHomeServer();
                var secured = PhoneHomeServer.secured(authority.server("IP:10.0.2.2"));
                var image = build(secured, "https", ca, newIpxe())) {
            takesOver(secured, image, "https", server);
            try (var machine = VirtualMachine.with(directory, disc(image), Starter.UEFI, Drive.STICK)) {
                comesUp(server, machine);
            }
        }
    }

    @Test
    @Tag("long")
    void aSignedOneStartsUnderSecureBoot() throws Exception {
        Commands.require("osslsigncode", "openssl");
        Commands.requireThat(Files.exists(Path.of("/usr/share/ovmf/PkKek-1-snakeoil.key")), "ovmf is not installed");
        var key = Optional.of(VirtualMachine.enrolledKey(directory));
        try (var server = new PhoneHomeServer();
                var image = build(server, "http", ", firmware: [uefi]", newIpxe(), key);
                var _ = VirtualMachine.with(directory, disc(image), Starter.SECURE, Drive.STICK)) {
            assertThat(server.next(PATIENCE).path()).isEqualTo(SCRIPT);
        }
    }

    @Test
    @Tag("long")
    void aServerOfAnotherAuthorityIsNotAsked() throws Exception {
        var own = TestAuthority.create(directory, "own");
        var other = TestAuthority.create(directory, "other");
        var ca = ", firmware: [uefi], ca: " + own.certificate();
        try (var server = PhoneHomeServer.secured(other.server("IP:10.0.2.2"));
                var image = build(server, "https", ca, newIpxe());
                var machine = VirtualMachine.with(directory, disc(image), Starter.UEFI, Drive.STICK)) {
            machine.await("did not take over; next try", Duration.ofSeconds(PATIENCE));
            assertThat(machine.console()).contains("Permission denied (https://ipxe.org/");
            assertThat(server.waiting()).isEmpty();
        }
    }

    private void takesOver(PhoneHomeServer server, TestImage image, String scheme, PhoneHomeServer reports)
            throws IOException {
        var script = directory.resolve("boot.ipxe");
        var files = scheme + "://10.0.2.2:" + server.port();
        Files.writeString(script, script(reports, files), StandardCharsets.US_ASCII);
        server.deliver(SCRIPT, script, Long.MAX_VALUE);
        server.deliver("/vmlinuz", image.file(FileRole.KERNEL), Long.MAX_VALUE);
        server.deliver("/initrd", image.file(FileRole.INITRD), Long.MAX_VALUE);
    }

    private static String script(PhoneHomeServer reports, String files) {
        return "#!ipxe\nkernel " + files + "/vmlinuz initrd=initrd console=ttyS0 rackboot.token=t"
                + " rackboot.phone-home=http://10.0.2.2:" + reports.port() + "/phone-home\ninitrd " + files
                + "/initrd\nboot\n";
    }

    private static void comesUp(PhoneHomeServer server, VirtualMachine machine) throws InterruptedException {
        assertThat(server.next(PATIENCE).path()).as(machine.console()).isEqualTo("/phone-home/kernel-started");
        assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/boot-complete");
        assertThat(machine.console()).contains("rackboot: image demo.1");
    }

    private static Path newIpxe() throws IOException {
        var directory = Path.of(System.getProperty("test.ipxe", "/usr/lib/ipxe"));
        var program = directory.resolve("ipxe.efi");
        Assumptions.assumeTrue(
                Files.exists(program)
                        && new String(Files.readAllBytes(program), StandardCharsets.ISO_8859_1)
                                .contains("autoexec.ipxe"),
                program + " looks for no script beside itself; name another with -Dtest.ipxe");
        return directory;
    }

    private TestImage build(PhoneHomeServer server, String scheme, String more) throws IOException {
        return build(server, scheme, more, BuildSettings.DEFAULT_IPXE);
    }

    private TestImage build(PhoneHomeServer server, String scheme, String more, Path ipxe) throws IOException {
        return build(server, scheme, more, ipxe, Optional.empty());
    }

    private TestImage build(PhoneHomeServer server, String scheme, String more, Path ipxe, Optional<SigningKey> key)
            throws IOException {
        var kernel = Commands.kernel();
        var text = """
                name: demo
                version: 1
                root: {directory: %s/root}
                kernel: %s
                modules: {directory: %s, load: [virtio_pci, virtio_net]}
                loader: {server: '%s://10.0.2.2:%d'%s}
                """.formatted(directory, kernel, Commands.modules(kernel), scheme, server.port(), more);
        return TestImage.build(directory, text, key, ipxe);
    }

    private static Path disc(TestImage image) {
        return file(image, "loader.iso");
    }

    private static Path file(TestImage image, String name) {
        return image.artifacts().stream()
                .filter(a -> a.name().equals(name))
                .map(BuiltArtifact::file)
                .findFirst()
                .orElseThrow();
    }
}
