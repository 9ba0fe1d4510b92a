package io.rackboot.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
    private static final String CAPABILITY = "\u0001\u0000\u0000\u0002\u0000\u0004\u0000\u0000\u00ff\u0000\n=\u0000";

    @TempDir
    Path directory;

    private final Tree tree = new Tree();

    @Test
    void gnuTarReadsWhatIsWritten() throws IOException {
        Commands.require("tar");
        write();
        assertThat(Commands.run(directory, "TZ=UTC tar --numeric-owner -tvf t"))
                .isEqualTo("""
                        drwxrwxrwt 1/2               0 2001-09-09 01:46 a/
                        lrwxrwxrwx 0/0               0 2001-09-09 01:46 a/link -> ../x\u00c3\u00a4
                        -rwsr-xr-x 5/4000000000      6 2001-09-09 01:46 a/one
                        hrwsr-xr-x 5/4000000000      0 2001-09-09 01:46 b link to a/one
                        brw-rw---- 0/6             8,1 2001-09-09 01:46 disk
                        prw------- 0/0               0 2001-09-09 01:46 fifo
                        drwxr-xr-x 0/0               0 2001-09-09 01:46 %s/
                        -rw-r--r-- 0/0               0 2001-09-09 01:46 %s/f
                        """.formatted("n".repeat(300), "n".repeat(300)));
        assertThat(Commands.run(directory, "tar -xOf t a/one")).isEqualTo("hello\n");
        assertThat(Commands.run(directory, "stat -c %s t").strip()).matches("[0-9]+");
    }

    @Test
    void whatIsWrittenIsReadAsTheSameTree() throws IOException {
        write();
        var spool = directory.resolve("spool");
        try (var out = Files.newOutputStream(spool)) {
            var read =
                    new ArchiveReader(new TreeLimits(1 << 20, 100), spool, out).read(directory.resolve("t"), _ -> {});
            assertThat(read.nodes().keySet()).isEqualTo(tree.nodes().keySet());
            read.nodes()
                    .forEach((path, node) -> assertThat(node.attributes())
                            .as(path.toString())
                            .isEqualTo(tree.at(path).orElseThrow().attributes()));
        }
    }

    @Test
    void attributesThatAnImageDoesNotKeepAreLeftOut() throws IOException {
        var attributes =
                new TreeMap<>(Map.of("trusted.overlay.opaque", "y", "user.kept", "x", "security.s\u0000", "z"));
        tree.put(TreePath.of("f"), Node.file(new Attributes(0644, 0, 0, attributes), Content.text("")));
        try (var out = Files.newOutputStream(directory.resolve("t"))) {
            new TarWriter(out, 0, _ -> true, _ -> {}).write(tree);
        }
        var spool = directory.resolve("spool");
        try (var out = Files.newOutputStream(spool)) {
            var read =
                    new ArchiveReader(new TreeLimits(1 << 20, 100), spool, out).read(directory.resolve("t"), _ -> {});
            assertThat(read.at(TreePath.of("f")).orElseThrow().attributes().extended())
                    .isEqualTo(Map.of("user.kept", "x"));
        }
    }

    private void write() throws IOException {
        var capable = new Attributes(
                04755, 5, 4_000_000_000L, new TreeMap<>(Map.of("security.capability", CAPABILITY, "user.a", "b\nc")));
        var one = Node.file(capable, Content.text("hello\n"));
        tree.put(TreePath.of("a"), new Node.Directory(new Attributes(01777, 1, 2)));
        tree.put(TreePath.of("a/link"), new Node.SymbolicLink(Attributes.root(0777), TreePath.raw("../x\u00e4")));
        tree.put(TreePath.of("a/one"), one);
        tree.put(TreePath.of("b"), one);
        tree.put(TreePath.of("disk"), new Node.Device(new Attributes(0660, 0, 6), DeviceKind.BLOCK, 8, 1));
        tree.put(TreePath.of("fifo"), new Node.Fifo(Attributes.root(0600)));
        tree.put(TreePath.of("n".repeat(300) + "/f"), Node.file(Attributes.root(0644), Content.text("")));
        try (var out = Files.newOutputStream(directory.resolve("t"))) {
            new TarWriter(out, 1_000_000_000, _ -> true, _ -> {}).write(tree);
        }
    }
}
