package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.PhoneHomeServer;
import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.SourceProbe;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.store.FreeSpace;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.store.WorkArea;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.TreeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Boots what is built: Debian's cloud kernel, a busybox root, a virtual machine without a disk.
@Tag("in-process")
class BootIT {
    private static final int PATIENCE = 120;
    private static final String TOKEN = "boot-1.0123456789abcdef";

    @TempDir
    Path directory;

    private final ExecutorService processors = Executors.newFixedThreadPool(2);
    private Path kernel;
    private PhoneHomeServer server;
    private JobSpace space;
    private int builds;

    @BeforeEach
    void needsTools() throws IOException {
        Commands.require("qemu-system-x86_64", "busybox");
        kernel = Commands.kernel();
        server = new PhoneHomeServer();
        Files.createDirectory(directory.resolve("work"));
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc/init.d && cp /bin/busybox root/bin && cd root &&"
                        + "for a in sh cat ip ls sha256sum; do ln -s busybox bin/$a; done && ln -s ../bin/busybox sbin/init &&"
                        + "printf '#!/bin/sh\\necho \"in the root:\" $(cat /proc/cmdline)\\nls -l /run/rackboot/phone-home\\n"
                        + "ip -4 addr show eth0\\nsha256sum /large\\n' > etc/init.d/rcS && chmod +x etc/init.d/rcS");
    }

    @AfterEach
    void stop() throws IOException {
        processors.close();
        if (server != null) {
            server.close();
        }
        if (space != null) {
            space.close();
        }
    }

    @Test
    void aMachineReportsItsKernelAndItsWholeBoot() throws Exception {
        var digest = large();
        try (var machine = boot("zstd", arguments("BOOTIF=01-52-54-00-12-34-56"))) {
            var started = server.next(PATIENCE);
            assertThat(started.method()).isEqualTo("POST");
            assertThat(started.path()).isEqualTo("/boot/525400123456/phone-home/kernel-started");
            assertThat(started.authorization()).isEqualTo("Bearer " + TOKEN);
            assertThat(started.type()).isEqualTo("text/plain");
            assertThat(started.body()).matches("uptime [0-9]+\\.[0-9]+\n");
            var complete = server.next(PATIENCE);
            assertThat(complete.path()).isEqualTo("/boot/525400123456/phone-home/boot-complete");
            assertThat(complete.body()).matches("uptime [0-9]+\\.[0-9]+\n");
            machine.await("rackboot: boot-complete reported", Duration.ofSeconds(10));
            assertThat(machine.console())
                    .contains("rackboot: modules virtio_pci virtio_net", "rackboot: handing over to /sbin/init")
                    .containsPattern("in the root: .*rackboot.token=hidden")
                    .containsPattern("-rw------- +1 0 +0 .* /run/rackboot/phone-home")
                    .contains("inet 10.0.2.15/24", digest + "  /large");
            assertThat(server.waiting()).isEmpty();
        }
    }

    @Test
    void withNowhereToReportToTheFirstInterfaceIsUpAndTheEndIsSaid() throws Exception {
        Commands.run(
                directory,
                "printf '#!/bin/sh\\nip -4 addr show eth0\\nip route\\ncat /etc/resolv.conf\\nls -ld /dev/shm\\n' > root/etc/init.d/rcS");
        large();
        try (var machine = boot("gzip", "")) {
            machine.await("rackboot: boot-complete", Duration.ofSeconds(PATIENCE));
            assertThat(machine.console())
                    .contains("inet 10.0.2.15/24", "default via 10.0.2.2 dev eth0", "nameserver 10.0.2.3")
                    .contains("drwxrwxrwt");
            assertThat(server.waiting()).isEmpty();
        }
    }

    @Test
    void withoutAnAddressTheRootIsHandedOverAndNothingIsCalledComplete() throws Exception {
        try (var machine = boot("zstd", arguments("BOOTIF=01-52-54-00-12-34-56"), VirtualMachine.Cable.DEAD)) {
            machine.await("rackboot: no DHCP answer on eth0 yet; it is asked on", Duration.ofSeconds(PATIENCE));
            machine.await("in the root: ", Duration.ofSeconds(PATIENCE));
            assertThat(machine.console()).doesNotContain("rackboot: boot-complete");
        }
    }

    @Test
    void aFailedBootIsReportedWithItsLogAndEndsInAShell() throws Exception {
        try (var machine = boot("gzip", arguments("init=/no/such/init"))) {
            assertThat(server.next(PATIENCE).path()).endsWith("/kernel-started");
            var failed = server.next(PATIENCE);
            assertThat(failed.path()).endsWith("/boot-failed");
            assertThat(failed.body())
                    .matches(
                            "(?s)uptime [0-9.]+\nstage hand-over\n"
                                    + "reason /no/such/init is not there or is not executable\n\n.*rackboot: image demo\\.1\n.*");
            assertThat(failed.body()).contains("rackboot.token=hidden").doesNotContain(TOKEN);
            machine.await("a shell on the console", Duration.ofSeconds(10));
            assertThat(machine.console()).doesNotContain("Kernel panic");
        }
    }

    @Test
    void anInitThatCannotBeExecutedIsReported() throws Exception {
        Commands.run(directory, "printf '#!/no/interpreter\\n' > root/sbin/broken && chmod +x root/sbin/broken");
        try (var machine = boot("zstd", arguments("init=/sbin/broken"))) {
            assertThat(server.next(PATIENCE).path()).endsWith("/kernel-started");
            assertThat(server.next(PATIENCE).body()).contains("\nreason /sbin/broken could not be executed\n");
            machine.await("a shell on the console", Duration.ofSeconds(10));
        }
    }

    /// Several parts of a frame, so that the kernel reads how they are joined.
    private String large() {
        Commands.run(directory, "cat /usr/lib/x86_64-linux-gnu/*.so* | head -c 24000000 > root/large");
        return Commands.run(directory.resolve("root"), "sha256sum large").substring(0, 64);
    }

    private String arguments(String more) {
        return "rackboot.phone-home=http://10.0.2.2:" + server.port() + "/boot/525400123456/phone-home rackboot.token="
                + TOKEN + " " + more;
    }

    private VirtualMachine boot(String compression, String arguments) throws IOException {
        return boot(compression, arguments, VirtualMachine.Cable.NETWORK);
    }

    private VirtualMachine boot(String compression, String arguments, VirtualMachine.Cable cable) throws IOException {
        var specification = """
                name: demo
                version: 1
                root: {directory: %s/root}
                kernel: %s
                modules: {directory: %s, load: [virtio_pci, virtio_net]}
                compression: %s
                """.formatted(directory, kernel, Commands.modules(kernel), compression);
        var reading = (Reading.Accepted)
                new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING)).read(specification);
        var settings = new BuildSettings(Path.of("/bin/busybox"), 0, new TreeLimits(1 << 30, 10_000), Owners.KEPT);
        space = new WorkArea(directory.resolve("work"), new FreeSpace(directory, 0)).open("build" + builds++);
        var artifacts = new ImageBuilder(settings, processors)
                .build(
                        reading.specification(),
                        space,
                        new ProgressMeter(System::nanoTime, _ -> {}),
                        new FileLog(directory.resolve("log"), InstantSource.system()))
                .artifacts();
        return new VirtualMachine(
                directory, file(artifacts, FileRole.KERNEL), file(artifacts, FileRole.INITRD), arguments, cable);
    }

    private static Path file(List<BuiltArtifact> artifacts, FileRole role) {
        return artifacts.stream()
                .filter(a -> a.role() == role)
                .findFirst()
                .orElseThrow()
                .file();
    }
}
