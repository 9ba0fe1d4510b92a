package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.PhoneHomeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine comes up from a kernel out of a package, packed with xz, with drivers for what it finds, and mounts the
/// partition that it has.
@Tag("in-process")
class LocalDataIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    @BeforeEach
    void root() throws IOException {
        directory = directory.toRealPath();
        Commands.require("qemu-system-x86_64", "busybox", "mke2fs", "debugfs", "sgdisk", "xz", "cpio");
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc/init.d && cp /bin/busybox root/bin && cd root &&"
                        + "for a in sh cat mount grep sync ip; do ln -s busybox bin/$a; done && ln -s ../bin/busybox sbin/init &&"
                        + "printf '#!/bin/sh\\nmount | grep /srv\\ncat /srv/data/kept\\necho new > /srv/data/written\\n"
                        + "sync\\n' > etc/init.d/rcS && chmod +x etc/init.d/rcS");
    }

    @Test
    void aPartitionIsMountedByItsLabelAndKeepsWhatIsWritten() throws Exception {
        var disk = disk();
        try (var image = build("label: RACKBOOT-DATA", "compression: xz")) {
            Commands.run(
                    directory,
                    "xz -t < %1$s && xz -dc < %1$s | cpio -t --quiet | grep -qx init"
                            .formatted(image.file(FileRole.INITRD)));
            try (var machine = VirtualMachine.withDisk(
                    directory, image.file(FileRole.KERNEL), image.file(FileRole.INITRD), "", disk)) {
                machine.await("rackboot: boot-complete", PATIENCE);
                assertThat(machine.console())
                        .contains("rackboot: drivers for the devices that were found")
                        .contains("rackboot: local data: /dev/vda on /srv/data")
                        .containsPattern("/dev/vda on /srv/data type ext4 \\(rw,nosuid,nodev,noatime")
                        .contains("\nold\r\n");
            }
            assertThat(Commands.run(directory, "debugfs -R 'cat written' disk 2>/dev/null"))
                    .isEqualTo("new\n");
        }
    }

    @Test
    @Tag("long")
    void aFatPartitionIsMountedByARootWithoutModprobe() throws Exception {
        Commands.require("mkfs.vfat", "mcopy");
        var disk = directory.resolve("disk");
        Commands.run(
                directory,
                "echo old > kept && truncate -s 16M disk && mkfs.vfat -n DATA disk >/dev/null && mcopy -i disk kept ::");
        try (var image = build("label: DATA, fileSystem: vfat", "compression: gzip");
                var machine = VirtualMachine.withDisk(
                        directory, image.file(FileRole.KERNEL), image.file(FileRole.INITRD), "", disk)) {
            machine.await("rackboot: boot-complete", PATIENCE);
            assertThat(machine.console())
                    .contains("rackboot: local data: /dev/vda on /srv/data", "\nold\r\n")
                    .containsPattern("/dev/vda on /srv/data type vfat");
        }
    }

    @Test
    @Tag("long")
    void aPartitionIsMountedByItsNameInARootThatIsFetched() throws Exception {
        var disk = directory.resolve("disk");
        Commands.run(
                directory,
                "mkdir files && echo old > files/kept && truncate -s 16M file && mke2fs -q -F -t ext4 -d files file &&"
                        + " truncate -s 20M disk && sgdisk -n 1:2048:+16M -c 1:rackboot-data disk >/dev/null &&"
                        + " dd if=file of=disk bs=1M seek=1 conv=notrunc status=none");
        try (var server = new PhoneHomeServer();
                var image = build("partitionLabel: rackboot-data", "rootMode: squashfs\ncompression: gzip")) {
            server.deliver("/root", image.file(FileRole.ROOT), Long.MAX_VALUE);
            try (var machine = VirtualMachine.withDisk(
                    directory,
                    image.file(FileRole.KERNEL),
                    image.file(FileRole.INITRD),
                    "rackboot.root=http://10.0.2.2:" + server.port() + "/root",
                    disk)) {
                machine.await("rackboot: boot-complete", PATIENCE);
                assertThat(machine.console())
                        .contains("rackboot: local data: /dev/vda1 on /srv/data", "\nold\r\n")
                        .containsPattern("/dev/vda1 on /srv/data type ext4");
            }
        }
    }

    @Test
    @Tag("long")
    void aRamDiskHasIt() throws Exception {
        try (var server = new PhoneHomeServer();
                var image = build("label: RACKBOOT-DATA", "rootMode: ram-disk")) {
            server.deliver("/root", image.file(FileRole.ROOT), Long.MAX_VALUE);
            mountsTheDisk(VirtualMachine.withDisk(
                    directory,
                    image.file(FileRole.KERNEL),
                    image.file(FileRole.INITRD),
                    "rackboot.root=http://10.0.2.2:" + server.port() + "/root",
                    disk()));
        }
    }

    @Test
    @Tag("long")
    void aRootOfAnNfsServerHasIt() throws Exception {
        Commands.require("ganesha.nfsd", "zstd", "tar");
        Commands.requireRoot("serves files of other owners");
        try (var image = build("label: RACKBOOT-DATA", "rootMode: nfs\ncompression: zstd")) {
            Commands.run(directory, "mkdir export && tar --zstd -xpf " + image.file(FileRole.ROOT) + " -C export");
            try (var nfs = new NfsServer(directory, directory.resolve("export"))) {
                mountsTheDisk(VirtualMachine.withDisk(
                        directory,
                        image.file(FileRole.KERNEL),
                        image.file(FileRole.INITRD),
                        "rackboot.nfs=10.0.2.2:/root,port=" + nfs.port(),
                        disk()));
            }
        }
    }

    @Test
    @Tag("long")
    void anEfiDiskOnAStickHasIt() throws Exception {
        Commands.require("sgdisk", "mkfs.vfat", "mcopy");
        Commands.requireThat(Files.exists(Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd")), "ovmf is not installed");
        Commands.requireThat(Files.exists(TestImage.STUB), "systemd-boot-efi is not installed");
        try (var image = build(
                "label: RACKBOOT-DATA", "rootMode: efi-disk\nkernelArguments: [console=ttyS0, cryptomgr.notests]")) {
            mountsTheDisk(VirtualMachine.withStickAndDisk(directory, image.file(FileRole.DISK), disk()));
        }
    }

    private Path disk() throws IOException, InterruptedException {
        Commands.run(
                directory,
                "mkdir files && echo old > files/kept && truncate -s 16M disk &&"
                        + " mke2fs -q -F -t ext4 -L RACKBOOT-DATA -d files disk");
        return directory.resolve("disk");
    }

    private static void mountsTheDisk(VirtualMachine started) throws Exception {
        try (var machine = started) {
            machine.await("rackboot: boot-complete", PATIENCE);
            assertThat(machine.console())
                    .contains("rackboot: local data: /dev/vda on /srv/data", "\nold\r\n")
                    .containsPattern("/dev/vda on /srv/data type ext4 \\(rw,nosuid,nodev,noatime");
        }
    }

    @Test
    @Tag("long")
    void aMachineWithoutADiskComesUpAndSaysSo() throws Exception {
        try (var image = build("label: RACKBOOT-DATA", "compression: xz");
                var machine = new VirtualMachine(
                        directory,
                        image.file(FileRole.KERNEL),
                        image.file(FileRole.INITRD),
                        "",
                        VirtualMachine.Cable.NETWORK)) {
            machine.await("rackboot: boot-complete", PATIENCE);
            assertThat(machine.console())
                    .contains("rackboot: this machine has no local data (LABEL=RACKBOOT-DATA): /srv/data is in RAM");
        }
    }

    private TestImage build(String label, String more) throws IOException {
        return TestImage.build(directory, """
                name: demo
                version: 1
                root: {directory: %s/root}
                kernel: {packages: [%s]}
                modules: {classes: [virtual]}
                data: {%s, mount: /srv/data}
                %s
                """.formatted(directory, KernelPackage.make(directory), label, more));
    }
}
