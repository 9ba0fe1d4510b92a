package io.rackboot.image.cpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioReaderTest {
    @TempDir
    Path directory;

    private byte[] archive;

    /// By GNU cpio: hard links, of which the last has the content, in an order of its own.
    @BeforeEach
    void archive() throws IOException {
        Commands.require("cpio");
        Commands.requireRoot("makes devices");
        Commands.run(
                directory,
                "mkdir -p r/d && cd r && echo content > d/z && ln d/z a && ln d/z m && ln -s ../a d/l && mkfifo p &&"
                        + " mknod c c 5 1 && chown 7:8 d && chmod 2750 d && : > empty && ln empty empty2 &&"
                        + " find . | cpio -oH newc --quiet > ../archive");
        archive = Files.readAllBytes(directory.resolve("archive"));
    }

    @Test
    void whatIsReadIsWrittenAgain() throws IOException {
        var tree = read(archive);
        var written = write(tree);
        Files.write(directory.resolve("again"), written);
        assertThat(write(read(written))).isEqualTo(written);
        Commands.run(directory, "mkdir out && cd out && cpio -idm --quiet < ../again && diff -r d/z a && stat -c %h a");
        assertThat(Commands.run(
                        directory.resolve("out"), "stat -c '%h %a %u:%g %n' a m d/z empty2 d; cat m; readlink d/l"))
                .isEqualTo("3 644 0:0 a\n3 644 0:0 m\n3 644 0:0 d/z\n2 644 0:0 empty2\n2 2750 7:8 d\ncontent\n../a\n");
    }

    @Test
    void damageIsRefusedAndNeverAnythingElse() {
        for (var length = 0; length < archive.length - 600; length += 37) {
            var cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(RefusedSourceException.class);
        }
        for (var at = 0; at < archive.length; at += 7) {
            var flipped = archive.clone();
            flipped[at] ^= 0x15;
            assertThatCode(() -> {
                        try {
                            read(flipped);
                        } catch (RefusedSourceException _) {
                            // As it should be.
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    private Tree read(byte[] bytes) throws IOException {
        var spool = Files.createTempFile(directory, "spool", "");
        try (var out = Files.newOutputStream(spool)) {
            return new CpioReader(new TreeLimits(1 << 20, 100), spool, out).read(new ByteArrayInputStream(bytes));
        }
    }

    private static byte[] write(Tree tree) throws IOException {
        var out = new ByteArrayOutputStream();
        new CpioWriter(out, 0, _ -> {}).write(tree);
        return out.toByteArray();
    }
}
