package io.rackboot.image.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.diff.FileDiff;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ext4WriterTest {
    private static final String CAPABILITY = "\u0001\u0000\u0000\u0002\u0000\u0004\u0000\u0000\u0000\u0000\u0000\u0000"
            + "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000";
    // Version 2: user::rw-, user:5:r--, group::r--, mask::r--, other::r--
    private static final String ACL = "\u0002\0\0\0" + "\u0001\0\u0006\0\u00ff\u00ff\u00ff\u00ff"
            + "\u0002\0\u0004\0\u0005\0\0\0" + "\u0004\0\u0004\0\u00ff\u00ff\u00ff\u00ff"
            + "\u0010\0\u0004\0\u00ff\u00ff\u00ff\u00ff" + "\u0020\0\u0004\0\u00ff\u00ff\u00ff\u00ff";

    @TempDir
    Path directory;

    private final Tree tree = new Tree();

    @BeforeEach
    void needsTools() {
        Commands.require("e2fsck", "debugfs");
    }

    @Test
    void debugfsReadsWhatIsWritten() throws IOException {
        fill();
        write(64 << 20);
        check();
        assertThat(debugfs("ls -l /")).containsPattern("11 +40700 \\(2\\) +0 +0 +4096 .* lost\\+found\n");
        assertThat(debugfs("cat /a/one")).isEqualTo("hello\n");
        assertThat(debugfs("cat /b")).isEqualTo("hello\n");
        assertThat(debugfs("stat /b"))
                .contains("Mode:  04755", "User:     5   Group: -294967296", "Links: 2")
                .contains("user.a (3) = 62 0a 63", "security.capability (20) = 01 00 00 02 00 04 00 00");
        assertThat(debugfs("stat /a")).contains("Mode:  01777", "User:     1   Group:     2");
        assertThat(debugfs("stat /a/short")).contains("Fast link dest: \"../x\"");
        assertThat(debugfs("cat /a/long")).startsWith("x".repeat(60));
        assertThat(debugfs("stat /disk"))
                .contains("Type: block special", "(New-style) Device major/minor number: 259:70000");
        assertThat(debugfs("stat /tty")).contains("Type: character special").containsPattern("number: 0?4:64 ");
        assertThat(debugfs("stat /fifo")).contains("Type: FIFO");
    }

    @Test
    void linuxMountsItAndReadsTheSameFiles() throws IOException {
        Commands.requireRoot("mounts");
        fill();
        write(64 << 20);
        var problem = Commands.run(directory, "mkdir m; mount -o loop,ro disk m 2>&1 || true");
        Commands.requireThat(problem.isEmpty(), "an ext4 file system cannot be mounted here: " + problem);
        try {
            assertThat(Commands.run(directory, "cat m/a/one; stat -c '%a %u %g %h %s' m/b; readlink m/a/long | wc -c"))
                    .isEqualTo("hello\n4755 5 4000000000 2 6\n61\n");
            assertThat(Commands.run(directory, "stat -c '%t %T' m/disk m/tty; ls m/many | wc -l; sha256sum < m/large"))
                    .isEqualTo("103 11170\n4 40\n3000\n" + Commands.run(directory, "sha256sum < large"));
        } finally {
            Commands.run(directory, "umount m");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 200L << 20, 5L << 30})
    void anyFreeSpaceGivesASoundFileSystem(long free) throws IOException {
        tree.put(TreePath.of("f"), Node.file(Attributes.root(0644), Content.text("x")));
        assertThat(write(free)).isGreaterThanOrEqualTo(free);
        check();
    }

    @Test
    void aFileOfManyExtentsHasABlockForThem() throws IOException {
        var large = directory.resolve("large");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(513L << 20);
            file.seek(512L << 20);
            file.write('x');
        }
        tree.put(TreePath.of("large"), Node.file(Attributes.root(0644), source(large)));
        write(0);
        check();
        assertThat(debugfs("dump_extents /large")).contains("1/ 1   5/  5");
        assertThat(FileDiff.of(tree, read(), 10).changes()).isEmpty();
    }

    @Test
    void equalTreesGiveEqualBytes() throws IOException {
        fill();
        write(1 << 20);
        Files.move(directory.resolve("disk"), directory.resolve("first"));
        write(1 << 20);
        assertThat(Files.mismatch(directory.resolve("first"), directory.resolve("disk")))
                .isEqualTo(-1);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        fill();
        write(1 << 20);
        var back = read();
        assertThat(back.size()).isEqualTo(tree.size());
        assertThat(FileDiff.of(tree, back, 10).changes()).isEmpty();
        assertThat(back.file(TreePath.of("b")).orElseThrow().identity())
                .isSameAs(back.file(TreePath.of("a/one")).orElseThrow().identity());
        assertThatThrownBy(() -> Ext4Reader.read(directory.resolve("disk"), new TreeLimits(1 << 30, 3000)))
                .hasMessageContaining("more than 3000 entries");
        assertThatThrownBy(() -> Ext4Reader.read(directory.resolve("disk"), new TreeLimits(1 << 20, 9000)))
                .hasMessageContaining("larger than 1048576 bytes");
    }

    @Test
    void damageIsRefusedWhereverItIs() throws IOException {
        tree.put(TreePath.of("d/f"), Node.file(Attributes.root(0644), Content.text("x")));
        tree.put(TreePath.of("d/l"), new Node.SymbolicLink(Attributes.root(0777), "f"));
        var attributes =
                new Attributes(0600, 0, 0, new TreeMap<>(Map.of("user.a", "b", "system.posix_acl_access", ACL)));
        tree.put(TreePath.of("g"), Node.file(attributes, Content.text("y")));
        write(0);
        var sound = Files.readAllBytes(directory.resolve("disk"));
        var random = new Random(1);
        var refused = 0;
        for (var i = 0; i < 400; i++) {
            var damaged = Arrays.copyOf(sound, i % 10 == 0 ? random.nextInt(sound.length) : sound.length);
            for (var flips = 0; flips < 20 && damaged.length > 0; flips++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Ext4Reader.read(Files.write(directory.resolve("damaged"), damaged), new TreeLimits(1 << 20, 100));
            } catch (RefusedSourceException _) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(40);
        Commands.run(directory, "truncate -s 64M other && mke2fs -q -F -t ext4 other");
        assertThatThrownBy(() -> Ext4Reader.read(directory.resolve("other"), new TreeLimits(1 << 20, 100)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("other is no ext4 file system of image-service");
    }

    @Test
    void aLinkOfAnImpossibleLengthIsRefused() throws IOException {
        tree.put(TreePath.of("link"), new Node.SymbolicLink(Attributes.root(0777), "somewhere"));
        write(0);
        var bytes = Files.readAllBytes(directory.resolve("disk"));
        var inode = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("somewhere") - 40;
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(inode + 4, 200)
                .putInt(inode + 108, 1 << 31);
        Files.write(directory.resolve("disk"), bytes);
        assertThatThrownBy(this::read)
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("the ext4 file system is damaged at /link");
    }

    private Tree read() throws IOException {
        return Ext4Reader.read(directory.resolve("disk"), new TreeLimits(1 << 30, 9000));
    }

    @Test
    void attributesThatDoNotFitAreRefused() throws IOException {
        var large = new Attributes(0644, 0, 0, new TreeMap<>(Map.of("user.large", "x".repeat(5000))));
        tree.put(TreePath.of("f"), Node.file(large, Content.text("x")));
        assertThatThrownBy(() -> write(0))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageContaining("more than the 4 KiB that ext4 has for them");
    }

    private void fill() throws IOException {
        var capable = new Attributes(
                04755,
                5,
                4_000_000_000L,
                new TreeMap<>(
                        Map.of("security.capability", CAPABILITY, "user.a", "b\nc", "system.posix_acl_access", ACL)));
        var one = Node.file(capable, Content.text("hello\n"));
        tree.put(TreePath.of("a"), new Node.Directory(new Attributes(01777, 1, 2)));
        tree.put(TreePath.of("a/short"), new Node.SymbolicLink(Attributes.root(0777), "../x"));
        tree.put(TreePath.of("a/long"), new Node.SymbolicLink(Attributes.root(0777), "x".repeat(60)));
        tree.put(TreePath.of("a/border"), new Node.SymbolicLink(Attributes.root(0777), "x".repeat(59)));
        tree.put(TreePath.of("a/one"), one);
        tree.put(TreePath.of("b"), one);
        tree.put(TreePath.of("disk"), new Node.Device(Attributes.root(0660), DeviceKind.BLOCK, 259, 70_000));
        tree.put(TreePath.of("tty"), new Node.Device(Attributes.root(0620), DeviceKind.CHARACTER, 4, 64));
        tree.put(TreePath.of("fifo"), new Node.Fifo(Attributes.root(0600)));
        tree.put(TreePath.of("empty"), Node.file(Attributes.root(0644), Content.text("")));
        for (var i = 0; i < 3000; i++) {
            tree.put(
                    TreePath.of("many/" + "n".repeat(i % 250) + i),
                    Node.file(Attributes.root(0644), Content.text("" + i)));
        }
        Commands.run(directory, "cat /usr/lib/x86_64-linux-gnu/*.so* | head -c 9000001 > large");
        tree.put(TreePath.of("large"), Node.file(Attributes.root(0644), source(directory.resolve("large"))));
    }

    private static Content source(Path file) throws IOException {
        return Content.SourceFile.of(file);
    }

    /// The device: what is written, and nothing behind it.
    private long write(long free) throws IOException {
        var disk = directory.resolve("disk");
        var writer = new Ext4Writer(tree, free, 1_000_000_000, "demo.1");
        try (var out = Files.newOutputStream(disk)) {
            writer.write(out, _ -> {});
        }
        assertThat(Files.size(disk)).isEqualTo(writer.contentSize());
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(writer.deviceSize());
        }
        return writer.deviceSize() - writer.contentSize();
    }

    private void check() {
        assertThat(Commands.run(directory, "e2fsck -fn disk 2>&1")).doesNotContain("? no", "? yes", "Warning");
    }

    private String debugfs(String command) {
        return Commands.run(directory, "debugfs -R '" + command + "' disk 2>/dev/null");
    }
}
