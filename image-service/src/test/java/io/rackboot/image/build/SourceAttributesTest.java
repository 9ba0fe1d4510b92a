package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceAttributesTest {
    @TempDir
    Path directory;

    @Test
    void theAttributesOfADirectoryReachTheImage() throws IOException {
        directory = directory.toRealPath();
        Commands.requireRoot("gives files capabilities");
        Commands.require("getfattr", "setfattr", "zstd", "tar", "busybox");
        Commands.run(
                directory,
                "mkdir -p root/sbin root/d && cp /bin/busybox root/sbin/init && cd root && touch ping 'a b' && ln ping other &&"
                        + " setfattr -n security.capability -v 0x0100000200200000000000000000000000000000 ping &&"
                        + " setfattr -n user.word -v hello 'a b' && setfattr -n user.d -v x d");
        try (var workshop = new Workshop(directory)) {
            var made = workshop.build("root: {directory: %s/root}\nrootMode: nfs\n".formatted(directory));
            Commands.run(
                    directory,
                    "mkdir out && tar --zstd --xattrs --xattrs-include='*' -xpf " + Workshop.file(made, FileRole.ROOT)
                            + " -C out");
            assertThat(Commands.run(
                            directory.resolve("out"), "getfattr -d -m 'user|capability' -e hex ping other 'a b' d"))
                    .isEqualTo("""
                            # file: ping
                            security.capability=0x0100000200200000000000000000000000000000

                            # file: other
                            security.capability=0x0100000200200000000000000000000000000000

                            # file: a b
                            user.word=0x68656c6c6f

                            # file: d
                            user.d=0x78

                            """);
            assertThat(workshop.log()).contains("extended attributes of 4 entries");
        }
    }
}
