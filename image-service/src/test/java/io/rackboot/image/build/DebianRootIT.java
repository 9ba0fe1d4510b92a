package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.PhoneHomeServer;
import io.rackboot.image.specification.DeliveryMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A root of Debian with systemd comes up in each root mode. Long: run with
/// `-Dimage.debian-root=root.tar`, made by `mmdebstrap --variant=minbase --include=systemd-sysv,openssh-server,udev
/// bookworm root.tar`.
@Tag("in-process")
@EnabledIfSystemProperty(named = "image.debian-root", matches = ".+")
class DebianRootIT {
    private static final int PATIENCE = 400;

    @TempDir
    Path directory;

    private Optional<NfsServer> nfs = Optional.empty();

    @AfterEach
    void endServer() {
        nfs.ifPresent(NfsServer::close);
    }

    @ParameterizedTest
    @EnumSource(names = {"INITRD", "SQUASHFS", "RAM_DISK", "NFS", "EFI_DISK"})
    void comesUp(DeliveryMode mode) throws Exception {
        var built = Instant.now();
        try (var server = new PhoneHomeServer();
                var image = build(mode, arguments(server))) {
            var boots = Instant.now();
            try (var machine = machine(mode, image, server)) {
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/kernel-started");
                assertThat(server.next(PATIENCE).path()).isEqualTo("/phone-home/boot-complete");
                var sizes = image.artifacts().stream()
                        .map(a -> a.name() + " " + a.size() / 1_000_000 + " MB")
                        .toList();
                System.out.printf(
                        "%s: %s; built in %d s, boot-complete after %d s%n",
                        mode.rootMode().text(),
                        sizes,
                        Duration.between(built, boots).toSeconds(),
                        Duration.between(boots, Instant.now()).toSeconds());
                assertThat(machine.console()).contains("rackboot: handing over to /sbin/init");
            }
        }
    }

    @Test
    void systemdMountsTheLocalDataOfItsDisk() throws Exception {
        Commands.run(directory, "truncate -s 16M disk && mke2fs -q -F -t ext4 -L RACKBOOT-DATA disk");
        try (var image = build(
                        DeliveryMode.INITRD,
                        "",
                        "modules: {directory: %s, classes: [virtual]}\ndata: {label: RACKBOOT-DATA, mount: /srv/my-data}"
                                .formatted(Commands.modules(Commands.kernel())));
                var machine = VirtualMachine.withDisk(
                        directory,
                        image.file(FileRole.KERNEL),
                        image.file(FileRole.INITRD),
                        "cryptomgr.notests",
                        directory.resolve("disk"))) {
            machine.await("rackboot: boot-complete", Duration.ofSeconds(PATIENCE));
            assertThat(machine.console()).contains("rackboot: local data: /dev/vda on /srv/my-data");
        }
    }

    private static String arguments(PhoneHomeServer server) {
        return "rackboot.phone-home=http://10.0.2.2:" + server.port() + "/phone-home rackboot.token=t";
    }

    private VirtualMachine machine(DeliveryMode mode, TestImage image, PhoneHomeServer server)
            throws IOException, InterruptedException {
        var arguments = arguments(server) + " cryptomgr.notests systemd.show_status=0 ";
        return switch (mode) {
            case EFI_DISK -> VirtualMachine.withStick(directory, image.file(FileRole.DISK));
            case NFS -> {
                Commands.run(
                        directory,
                        "mkdir export && tar --zstd --xattrs --xattrs-include='*' --numeric-owner -xpf "
                                + image.file(FileRole.ROOT) + " -C export");
                nfs = Optional.of(new NfsServer(directory, directory.resolve("export")));
                yield boot(
                        image,
                        arguments + "rackboot.nfs=10.0.2.2:/root,port="
                                + nfs.get().port());
            }
            case INITRD -> boot(image, arguments);
            case SQUASHFS, RAM_DISK -> {
                server.deliver("/root", image.file(FileRole.ROOT), Long.MAX_VALUE);
                yield boot(image, arguments + "rackboot.root=http://10.0.2.2:" + server.port() + "/root");
            }
        };
    }

    private VirtualMachine boot(TestImage image, String arguments) throws IOException {
        return new VirtualMachine(
                directory,
                image.file(FileRole.KERNEL),
                image.file(FileRole.INITRD),
                arguments,
                VirtualMachine.Cable.NETWORK);
    }

    private TestImage build(DeliveryMode mode, String arguments) throws IOException {
        var modules = "modules: {directory: %s, load: [virtio_pci, virtio_net]}"
                .formatted(Commands.modules(Commands.kernel()));
        return build(mode, arguments, modules);
    }

    private TestImage build(DeliveryMode mode, String arguments, String more) throws IOException {
        var kernel = Commands.kernel();
        var told = mode == DeliveryMode.EFI_DISK ? ", " + arguments.replace(" ", ", ") : "";
        return TestImage.build(directory, """
                name: debian
                version: 12
                root: {archive: %s}
                kernel: %s
                kernelArguments: [console=ttyS0%s]
                rootMode: %s
                %s
                """.formatted(
                        System.getProperty("image.debian-root"),
                        kernel,
                        told,
                        mode.rootMode().text(),
                        more));
    }
}
