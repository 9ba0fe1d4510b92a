package io.rackboot.image.cpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.DirectoryReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioWriterTest {
    private static final TreeLimits LIMITS = new TreeLimits(1L << 40, 1_000_000);

    @TempDir
    Path directory;

    @BeforeEach
    void needsCpio() {
        Commands.require("cpio");
    }

    @Test
    void gnuCpioListsWhatWasWritten() throws IOException {
        var tree = new Tree();
        var file = Node.file(new Attributes(04755, 12, 34), Content.text("hello\n"));
        tree.put(TreePath.of("bin/a"), file);
        tree.put(TreePath.of("bin/b"), file);
        tree.put(TreePath.of("bin/link"), new Node.SymbolicLink(Attributes.root(0777), "a"));
        tree.put(TreePath.of("dev/console"), new Node.Device(Attributes.root(0600), DeviceKind.CHARACTER, 5, 1));
        tree.put(TreePath.of("dev/sda"), new Node.Device(Attributes.root(0660), DeviceKind.BLOCK, 8, 0));
        tree.put(TreePath.of("run/pipe"), new Node.Fifo(Attributes.root(0644)));

        var listing = list(archive(tree, 86_400)).replaceAll(" +", " ");

        assertThat(listing).isEqualTo("""
                drwxr-xr-x 2 0 0 0 Jan 2 1970 .
                drwxr-xr-x 2 0 0 0 Jan 2 1970 bin
                -rwsr-xr-x 2 12 34 0 Jan 2 1970 bin/a
                -rwsr-xr-x 2 12 34 6 Jan 2 1970 bin/b
                lrwxrwxrwx 1 0 0 1 Jan 2 1970 bin/link -> a
                drwxr-xr-x 2 0 0 0 Jan 2 1970 dev
                crw------- 1 0 0 5, 1 Jan 2 1970 dev/console
                brw-rw---- 1 0 0 8, 0 Jan 2 1970 dev/sda
                drwxr-xr-x 2 0 0 0 Jan 2 1970 run
                prw-r--r-- 1 0 0 0 Jan 2 1970 run/pipe
                """);
    }

    @Test
    void gnuCpioUnpacksADirectoryAsItWas() throws IOException {
        var root = Files.createDirectory(directory.resolve("root"));
        var longName = "n".repeat(200);
        Commands.run(
                root,
                "mkdir -p a/b a-b '" + longName + "/" + longName + "'; printf x > a/b/x; printf y > a-b/y;"
                        + "printf long > '" + longName + "/" + longName
                        + "/f'; ln -s ../a/b/x a-b/l; ln a/b/x a/b/hard;"
                        + "printf raw > \"$(printf 'n\\344h\\303\\244')\"; head -c 300000 /dev/urandom > big; : > empty;"
                        + "ln empty empty2; chmod 0751 a/b; chmod 0640 big; ln -s \"$(printf '\\351t\\351')\" latin");
        var archive = archive(read(root), 0);

        var unpacked = Files.createDirectory(directory.resolve("unpacked"));
        Commands.run(unpacked, "cpio --quiet -idm --no-absolute-filenames < " + archive);

        var describe = "find . -mindepth 1 -printf '%P %y %m %n %s %l\\n' | grep -v ' d ' | LC_ALL=C sort;"
                + "find . -type d -mindepth 1 -printf '%P %m\\n' | LC_ALL=C sort;"
                + "find . -type f -exec sha256sum {} + | LC_ALL=C sort";
        assertThat(Commands.run(unpacked, describe)).isEqualTo(Commands.run(root, describe));
    }

    @Test
    void copiesMadeInAnotherOrderGiveEqualBytes() throws IOException {
        var names =
                "for f in $NAMES; do mkdir -p d$f; echo $f > d$f/f; ln -s d$f l$f; done; ln d3/f d5/hard; chmod 755 d*";
        var one = Files.createDirectory(directory.resolve("one"));
        Commands.run(one, "NAMES='1 2 3 4 5 6 7'; " + names);
        var two = Files.createDirectory(directory.resolve("two"));
        Commands.run(two, "NAMES='7 3 5 1 2 6 4'; " + names + "; touch -d 2001-01-01 d*/f");

        assertThat(Files.readAllBytes(archive(read(one), 7))).isEqualTo(Files.readAllBytes(archive(read(two), 7)));
    }

    @Test
    void aSourceThatChangesWhileItIsPackedIsRefused() throws IOException {
        var file = Files.writeString(directory.resolve("f"), "before");
        var tree = read(directory);
        Files.writeString(file, "after, and longer");

        assertThatThrownBy(() -> new CpioWriter(new ByteArrayOutputStream(), 0, _ -> {}).write(tree))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(file.toRealPath() + ": changed while the image was built");
    }

    @Test
    void aFileThatACpioArchiveCannotHoldIsRefusedBeforeAnythingIsWritten() throws IOException {
        var root = Files.createDirectory(directory.resolve("root"));
        Commands.run(root, "printf small > a && truncate -s 4G f");
        var tree = read(root);
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new CpioWriter(out, 0, _ -> {}).write(tree))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("/f: 4294967296 bytes; a file of an initrd (cpio newc) is smaller than 4 GiB: another"
                        + " rootMode can hold it");
        assertThat(out.size()).isZero();
    }

    @Test
    void theHeaderIsTheDocumentedOne() throws IOException {
        var out = new ByteArrayOutputStream();
        new CpioWriter(out, 0x1234, _ -> {}).write(new Tree());
        assertThat(out.toString(StandardCharsets.US_ASCII))
                .startsWith("070701" + "0ED4E242" + "000041ED" + "00000000"
                        + "00000000" + "00000002" + "00001234" + "00000000" + "00000000" + "00000000" + "00000000"
                        + "00000000"
                        + "00000002" + "00000000" + ".\0" + "070701");
        assertThat(out.size() % 512).isZero();
    }

    private Tree read(Path root) throws IOException {
        return new DirectoryReader(Owners.KEPT, LIMITS, Reserved.NOTHING, _ -> {}, _ -> {}).read(root);
    }

    private Path archive(Tree tree, long time) throws IOException {
        var file = Files.createTempFile(directory.getParent(), "archive", ".cpio");
        try (var out = Files.newOutputStream(file)) {
            new CpioWriter(out, time, _ -> {}).write(tree);
        }
        file.toFile().deleteOnExit();
        return file;
    }

    private String list(Path archive) {
        return Commands.run(directory, "TZ=UTC LC_ALL=C cpio --quiet -itvn < " + archive);
    }
}
