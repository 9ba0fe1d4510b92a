package io.rackboot.image.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How /init finds a partition by its name, by busybox in a root of its own.
class FindDataTest {
    @TempDir
    Path root;

    /// Of a device in a directory of /dev, sysfs has the name with '!' for '/'.
    @Test
    void thePartitionOfADiskInADirectoryOfDevIsFound() throws IOException {
        Commands.require("busybox", "chroot");
        Commands.requireRoot("changes the root");
        block("cciss!c0d0", "DEVNAME=cciss/c0d0\nDEVTYPE=disk\n");
        block("cciss!c0d0p1", "DEVNAME=cciss/c0d0p1\nDEVTYPE=partition\nPARTN=1\nPARTNAME=rackboot-data\n");
        block("sda", "DEVNAME=sda\nDEVTYPE=disk\n");
        block("sda1", "DEVNAME=sda1\nDEVTYPE=partition\nPARTN=1\nPARTNAME=other\n");
        assertThat(found("rackboot-data")).isEqualTo("/dev/cciss/c0d0p1\n");
        assertThat(found("other")).isEqualTo("/dev/sda1\n");
        assertThat(found("none")).isEqualTo("nothing\n");
    }

    private void block(String name, String uevent) throws IOException {
        var directory = Files.createDirectories(root.resolve("sys/class/block").resolve(name));
        Files.writeString(directory.resolve("uevent"), "MAJOR=8\nMINOR=0\n" + uevent);
    }

    private String found(String label) throws IOException {
        var init = Scripts.read("init");
        var start = init.indexOf("find_data() {");
        var function = init.substring(start, init.indexOf("\n}\n", start) + 3);
        Files.writeString(
                root.resolve("script"),
                "bb=/busybox tag=PARTLABEL label=" + label + " device=\n" + function
                        + "if find_data; then echo \"$device\"; else echo nothing; fi\n");
        return Commands.run(root, "cp /bin/busybox . && chroot . /busybox sh /script");
    }
}
