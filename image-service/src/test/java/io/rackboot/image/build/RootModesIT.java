package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.PhoneHomeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each way to the root ends in a machine that is up: Debian's cloud kernel, a busybox root, no disk.
@Tag("in-process")
class RootModesIT {
    private static final int PATIENCE = 120;

    @TempDir
    Path directory;

    private Path kernel;
    private PhoneHomeServer server;

    @BeforeEach
    void needsTools() throws IOException {
        Commands.require("qemu-system-x86_64", "busybox", "mksquashfs");
        kernel = Commands.kernel();
        server = new PhoneHomeServer();
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc/init.d && cp /bin/busybox root/bin && cd root &&"
                        + "for a in sh cat ip ls sha256sum mount df tail grep; do ln -s busybox bin/$a; done &&"
                        + "ln -s ../bin/busybox sbin/init && cat /usr/lib/x86_64-linux-gnu/*.so* | head -c 24000000 > large");
        script(
                "mount | grep ' / '",
                "echo changed > /etc/new && cat /etc/new",
                "sha256sum /large",
                "ip -4 addr show eth0");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aSquashfsIsFetchedThoughTheTransferBreaksOffAndOverlaid() throws Exception {
        var digest = Commands.run(directory.resolve("root"), "sha256sum large").substring(0, 64);
        try (var image = build("squashfs")) {
            server.deliver(
                    "/root",
                    image.file(FileRole.ROOT),
                    image.artifact(FileRole.ROOT).size() / 3);
            try (var machine = boot(image, "rackboot.root=http://10.0.2.2:" + server.port() + "/root")) {
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/kernel-started");
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/boot-complete");
                machine.await("rackboot: boot-complete reported", Duration.ofSeconds(10));
                assertThat(machine.console())
                        .contains("rackboot: fetching root.squashfs", "rackboot: root.squashfs broke off after")
                        .contains("rackboot: root.squashfs is here, its digest is right")
                        .contains("root on / type overlay (rw", "\nchanged\r\n", digest + "  /large")
                        .contains("inet 10.0.2.15/24");
            }
        }
    }

    @Test
    @Tag("long")
    void anExt4FileSystemIsUnpackedIntoTheRamDisk() throws Exception {
        script(
                "mount | grep ' / '",
                "echo changed > /etc/new && cat /etc/new",
                "sha256sum /large",
                "df -h / | tail -1");
        var digest = Commands.run(directory.resolve("root"), "sha256sum large").substring(0, 64);
        try (var image = build("ram-disk")) {
            server.deliver("/root", image.file(FileRole.ROOT), Long.MAX_VALUE);
            // As others name such a root; the kernel leaves it to /init.
            try (var machine =
                    boot(image, "root=/dev/ram0 rw rackboot.root=http://10.0.2.2:" + server.port() + "/root")) {
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/kernel-started");
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/boot-complete");
                machine.await("rackboot: boot-complete reported", Duration.ofSeconds(10));
                assertThat(machine.console())
                        .contains("/dev/ram0 on / type ext4 (rw", "\nchanged\r\n", digest + "  /large");
            }
        }
    }

    @Test
    @Tag("long")
    void aDirectoryOfAnNfsServerIsOverlaid() throws Exception {
        Commands.require("ganesha.nfsd", "zstd", "tar");
        Commands.requireRoot("serves files of other owners");
        var digest = Commands.run(directory.resolve("root"), "sha256sum large").substring(0, 64);
        try (var image = build("nfs")) {
            Commands.run(directory, "mkdir export && tar --zstd -xpf " + image.file(FileRole.ROOT) + " -C export");
            try (var nfs = new NfsServer(directory, directory.resolve("export"));
                    var machine = boot(image, "rackboot.nfs=10.0.2.2:/root,port=" + nfs.port())) {
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/kernel-started");
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/boot-complete");
                machine.await("rackboot: boot-complete reported", Duration.ofSeconds(10));
                assertThat(machine.console())
                        .contains("rackboot: mounting 10.0.2.2:/root", "root on / type overlay (rw")
                        .contains("\nchanged\r\n", digest + "  /large");
                assertThat(directory.resolve("export/etc/new")).doesNotExist();
            }
        }
    }

    @Test
    @Tag("long")
    void firmwareBootsTheDiskFromAStick() throws Exception {
        Commands.require("sgdisk", "mkfs.vfat", "mcopy");
        Commands.requireThat(Files.exists(Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd")), "ovmf is not installed");
        Commands.requireThat(Files.exists(TestImage.STUB), "systemd-boot-efi is not installed");
        Commands.run(directory, "rm root/large && sed -i '/large/d' root/etc/init.d/rcS");
        try (var image = build("efi-disk", "kernelArguments: [console=ttyS0, cryptomgr.notests]");
                var machine = VirtualMachine.withStick(directory, image.file(FileRole.DISK))) {
            machine.await("rackboot: boot-complete", Duration.ofSeconds(PATIENCE));
            assertThat(machine.console()).contains("rackboot: image demo.1", "inet 10.0.2.15/24");
        }
    }

    @Test
    @Tag("long")
    void aRootWithAnotherDigestIsNotBooted() throws Exception {
        try (var image = build("squashfs")) {
            server.deliver("/root", image.file(FileRole.KERNEL), Long.MAX_VALUE);
            try (var machine = boot(image, "rackboot.root=http://10.0.2.2:" + server.port() + "/root")) {
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/kernel-started");
                var failed = server.next(PATIENCE);
                assertThat(failed.path()).isEqualTo("/phone-home/boot-failed");
                assertThat(failed.body())
                        .contains("\nstage root\nreason http://10.0.2.2:" + server.port() + "/root has sha256 "
                                + image.artifact(FileRole.KERNEL).sha256() + ", the root of this image has "
                                + image.artifact(FileRole.ROOT).sha256() + "\n");
                machine.await("a shell on the console", Duration.ofSeconds(10));
            }
        }
    }

    private TestImage build(String mode) throws IOException {
        return build(mode, "");
    }

    private TestImage build(String mode, String more) throws IOException {
        return TestImage.build(directory, """
                name: demo
                version: 1
                root: {directory: %s/root}
                kernel: %s
                modules: {directory: %s, load: [virtio_pci, virtio_net]}
                rootMode: %s
                %s
                """.formatted(directory, kernel, Commands.modules(kernel), mode, more));
    }

    private VirtualMachine boot(TestImage image, String arguments) throws IOException {
        var phoneHome = "rackboot.phone-home=http://10.0.2.2:" + server.port() + "/phone-home rackboot.token=t ";
        return new VirtualMachine(
                directory,
                image.file(FileRole.KERNEL),
                image.file(FileRole.INITRD),
                phoneHome + arguments,
                VirtualMachine.Cable.NETWORK);
    }

    private void script(String... lines) {
        Commands.run(
                directory,
                "cat > root/etc/init.d/rcS <<'END'\n#!/bin/sh\n" + String.join("\n", lines)
                        + "\nEND\nchmod +x root/etc/init.d/rcS");
    }
}
