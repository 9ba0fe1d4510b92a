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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// UEFI firmware starts what an image has for it, and under Secure Boot only what is signed.
@Tag("in-process")
@Tag("long")
class FirmwareIT {
    private static final int PATIENCE = 150;

    @TempDir
    Path directory;

    private PhoneHomeServer server;

    @BeforeEach
    void needsTools() throws IOException {
        directory = directory.toRealPath();
        Commands.require("qemu-system-x86_64", "busybox", "sgdisk", "mkfs.vfat", "mcopy", "grub-mkimage", "openssl");
        Commands.requireThat(Files.exists(Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd")), "ovmf is not installed");
        Commands.requireThat(Files.exists(TestImage.STUB), "systemd-boot-efi is not installed");
        server = new PhoneHomeServer();
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin && cp /bin/busybox root/bin && ln -s ../bin/busybox root/sbin/init &&"
                        + "ln -s busybox root/bin/sh");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aSignedDiskBootsUnderSecureBoot() throws Exception {
        try (var image = build("efi-disk", Optional.of(VirtualMachine.enrolledKey(directory)));
                var machine = VirtualMachine.with(directory, image.file(FileRole.DISK), Starter.SECURE, Drive.STICK)) {
            comesUp(machine);
            assertThat(machine.console()).contains("secureboot: Secure boot enabled");
        }
    }

    @Test
    void aKeyOfOnesOwnIsEnrolledAndBoots() throws Exception {
        needsVariables();
        var own = TestAuthority.create(directory, "own");
        var key = new SigningKey(directory.resolve("own.key"), own.certificate());
        try (var image = build("efi-disk", Optional.of(key));
                var machine = VirtualMachine.enrolling(directory, image.file(FileRole.DISK), own.certificate())) {
            comesUp(machine);
            assertThat(machine.console()).contains("secureboot: Secure boot enabled");
        }
    }

    @Test
    void anUnsignedDiskIsRefusedUnderSecureBoot() throws Exception {
        try (var image = build("efi-disk", Optional.empty())) {
            isRefused(image);
        }
    }

    @Test
    void aDiskSignedByAnotherKeyIsRefusedUnderSecureBoot() throws Exception {
        var other = TestAuthority.create(directory, "other");
        var key = new SigningKey(directory.resolve("other.key"), other.certificate());
        try (var image = build("efi-disk", Optional.of(key))) {
            isRefused(image);
        }
    }

    @Test
    void aDiskIsFetchedByHttpAndBooted() throws Exception {
        needsVariables();
        try (var image = build("efi-disk", Optional.empty())) {
            server.deliver("/disk.img", image.file(FileRole.DISK), Long.MAX_VALUE);
            try (var machine = VirtualMachine.fetching(directory, "http://10.0.2.2:" + server.port() + "/disk.img")) {
                comesUp(machine);
            }
        }
    }

    @Test
    void aUnifiedKernelIsFetchedByHttpAndBooted() throws Exception {
        needsVariables();
        try (var image = build("uki", Optional.empty())) {
            server.deliver("/linux.efi", image.file(FileRole.UNIFIED_KERNEL), Long.MAX_VALUE);
            try (var machine = VirtualMachine.fetching(directory, "http://10.0.2.2:" + server.port() + "/linux.efi")) {
                comesUp(machine);
            }
        }
    }

    @Test
    void aDiskBootsFromAStick() throws Exception {
        try (var image = build("efi-disk", Optional.empty());
                var machine = VirtualMachine.withStick(directory, image.file(FileRole.DISK))) {
            comesUp(machine);
        }
    }

    @Test
    void grubHasTheImageInside() throws Exception {
        try (var image = build("grub", Optional.empty())) {
            Commands.run(
                    directory,
                    "mkdir -p stick/EFI/BOOT && cp " + image.file(FileRole.LOADER) + " stick/EFI/BOOT/BOOTX64.EFI");
            try (var machine = VirtualMachine.withFiles(directory, directory.resolve("stick"))) {
                comesUp(machine);
            }
        }
    }

    private void comesUp(VirtualMachine machine) throws InterruptedException {
        assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/kernel-started");
        assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/boot-complete");
        assertThat(machine.console()).contains("rackboot: image demo.1");
    }

    private void isRefused(TestImage image) throws IOException, InterruptedException {
        try (var machine = VirtualMachine.with(directory, image.file(FileRole.DISK), Starter.SECURE, Drive.STICK)) {
            machine.await("Access Denied", Duration.ofSeconds(PATIENCE));
            assertThat(machine.console()).doesNotContain("Linux version");
            assertThat(server.waiting()).isEmpty();
        }
    }

    /// It is in Debian 13, and in the backports of Debian 12.
    private static void needsVariables() {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/bin/virt-fw-vars")), "python3-virt-firmware is not installed");
    }

    private TestImage build(String output, Optional<SigningKey> key) throws IOException {
        var kernel = Commands.kernel();
        return TestImage.build(
                directory,
                """
                name: demo
                version: 1
                root: {directory: %s/root}
                kernel: %s
                modules: {directory: %s, load: [virtio_pci, virtio_net]}
                kernelArguments: [%s]
                outputs: [%s]
                """.formatted(
                        directory,
                        kernel,
                        Commands.modules(kernel),
                        String.join(
                                ", ",
                                List.of(
                                        "console=ttyS0",
                                        "cryptomgr.notests",
                                        "rackboot.token=t",
                                        "'rackboot.phone-home=http://10.0.2.2:" + server.port() + "/phone-home'")),
                        output),
                key);
    }
}
