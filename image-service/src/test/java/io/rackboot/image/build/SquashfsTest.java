package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.TestKernel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquashfsTest {
    private static final String LIST = " -path ./usr -prune -o -path ./etc/inittab -prune -o"
            + " \\( -type d -printf '%P d %m %U %G\\n' -o -printf '%P %y %m %U %G %n %s %l\\n' \\) | LC_ALL=C sort";

    @TempDir
    Path directory;

    @Test
    void unsquashfsReadsTheRootAsItWasAndTwoBuildsAreEqual() throws IOException {
        Commands.require("mksquashfs", "unsquashfs", "setfattr", "getfattr");
        Commands.requireRoot("makes devices and owners");
        Commands.run(
                directory,
                "mkdir -p r/sbin r/a/b && cd r && printf x > sbin/init && chmod 4755 sbin/init && ln sbin/init a/hard &&"
                        + "ln -s /nowhere a/link && mkfifo a/pipe && mknod a/disk b 8 1 && mknod a/tty c 4 64 &&"
                        + "chown 5:4000000000 a/b && chmod 1777 a/b && truncate -s 3M a/sparse && mkdir proc sys dev run tmp &&"
                        + "setfattr -n user.note -v text a/b && printf y > \"a/$(printf 'n%0.s' $(seq 200))\" &&"
                        + "printf z > a/capable && setfattr -n security.capability -v 0sAQAAAgAEAAAAAAAAAAAAAAAAAAA= a/capable &&"
                        + "cd .. && tar --xattrs --xattrs-include='*' --format=pax -C r -cf root.tar .");
        TestKernel.in(directory);
        try (var image = build();
                var again = build()) {
            assertThat(again.digests()).isEqualTo(image.digests());
            Commands.run(directory, "unsquashfs -q -n -d u " + image.file(FileRole.ROOT) + " && rm -r u/dev/* || true");
            assertThat(Commands.run(directory.resolve("u"), "find ." + LIST))
                    .isEqualTo(Commands.run(directory.resolve("r"), "find ." + LIST));
            assertThat(Commands.run(directory, "cd u && getfattr -d -m - -e base64 a/b a/capable"))
                    .isEqualTo("""
                            # file: a/b
                            user.note=0sdGV4dA==

                            # file: a/capable
                            security.capability=0sAQAAAgAEAAAAAAAAAAAAAAAAAAA=

                            """);
            assertThat(Commands.run(directory, "stat -c '%a %u %Y' u u/sbin/init"))
                    .isEqualTo("755 0 0\n4755 0 0\n");
        }
    }

    private TestImage build() throws IOException {
        return TestImage.build(directory, """
                name: demo
                version: 1
                root: {archive: %1$s/root.tar}
                kernel: %1$s/vmlinuz
                rootMode: squashfs
                """.formatted(directory));
    }
}
