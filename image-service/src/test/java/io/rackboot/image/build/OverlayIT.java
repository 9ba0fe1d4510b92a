package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel unpacks an initrd and then two overlays, as a loader puts them one after the other.
@Tag("in-process")
class OverlayIT {
    @TempDir
    Path directory;

    @Test
    void theKernelUnpacksOverlaysOverTheRoot() throws Exception {
        Commands.require("qemu-system-x86_64", "busybox");
        var kernel = Commands.kernel();
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc/init.d root/usr/lib && ln -s usr/lib root/lib && cp /bin/busybox root/bin &&"
                        + " cd root && for a in sh cat ls; do ln -s busybox bin/$a; done && ln -s ../bin/busybox sbin/init &&"
                        + " echo base > etc/which && echo base > etc/kept &&"
                        + " printf '#!/bin/sh\\ncat /etc/kept /etc/which /lib/of-the-profile\\nls -ld /lib\\n' > etc/init.d/rcS"
                        + " && chmod +x etc/init.d/rcS");
        var specification = """
                name: demo
                version: 1
                root: {directory: %s/root}
                kernel: %s
                modules: {directory: %s, load: [virtio_pci, virtio_net]}
                overlays:
                  - {name: default, files: [{path: /etc/which, text: profile}, {path: /lib/of-the-profile, text: "there\\n"}]}
                  - {name: "525400123456", files: [{path: /etc/which, text: "machine\\n"}]}
                """.formatted(directory, kernel, Commands.modules(kernel));
        try (var image = TestImage.build(directory, specification)) {
            var names = "initrd overlay-default overlay-525400123456";
            Commands.run(image.file(FileRole.INITRD).getParent(), "cat " + names + " > '" + directory + "/joined'");
            try (var machine = new VirtualMachine(
                    directory,
                    image.file(FileRole.KERNEL),
                    directory.resolve("joined"),
                    "",
                    VirtualMachine.Cable.NETWORK)) {
                machine.await("rackboot: boot-complete", Duration.ofSeconds(120));
                assertThat(machine.console().replace("\r", ""))
                        .contains("base\nmachine\nthere\n")
                        .containsPattern("/lib -> usr/lib");
            }
        }
    }
}
