package io.rackboot.image.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryReaderTest {
    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void real() throws IOException {
        directory = directory.toRealPath();
    }

    @Test
    void linksAreTakenAsTheyAre() throws IOException {
        Commands.run(
                directory,
                "ln -s /nowhere absolute; ln -s loop loop; ln -s ../../../nowhere up; ln -s dangling/x/ broken");
        var tree = read(Owners.KEPT, 1000);
        assertThat(tree.nodes().keySet())
                .extracting(TreePath::toString)
                .containsExactly("/", "/absolute", "/broken", "/loop", "/up");
        assertThat(target(tree, "broken")).isEqualTo("dangling/x/");
        assertThat(target(tree, "up")).isEqualTo("../../../nowhere");
    }

    @Test
    void namesAreBytesInAnyLocale() throws IOException {
        Commands.run(
                directory,
                "touch \"$(printf 'a\\377b')\" \"$(printf 'caf\\303\\251 50%%')\";"
                        + "mkdir \"$(printf 'd\\344')\"; touch \"$(printf 'd\\344/f')\"; ln -s \"$(printf 'd\\344')\" link");
        var tree = read(Owners.KEPT, 1000);
        assertThat(tree.nodes().keySet())
                .extracting(TreePath::bytes)
                .containsExactly("", "a\u00ffb", "caf\u00c3\u00a9 50%", "d\u00e4", "d\u00e4/f", "link");
        assertThat(target(tree, "link")).isEqualTo("d\u00e4");
    }

    @Test
    void socketsAreLeftOutAndSaid() throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
            assertThat(read(Owners.KEPT, 1000).nodes()).hasSize(1);
        }
        assertThat(log).containsExactly("/s: a socket; left out");
    }

    @Test
    void anotherFileSystemIsNotEntered() throws IOException {
        Files.createDirectory(directory.resolve("proc"));
        Commands.mountTmpfs(directory, "proc", "size=1m");
        try {
            Commands.run(directory, "touch proc/x");
            assertThat(read(Owners.KEPT, 1000).nodes().keySet())
                    .extracting(TreePath::toString)
                    .containsExactly("/", "/proc");
            assertThat(log).containsExactly("/proc: another file system is mounted there; taken as an empty directory");
        } finally {
            Commands.run(directory, "umount proc");
        }
    }

    @Test
    void ownersAreKeptOrAllRoots() throws IOException {
        Commands.requireRoot("gives files away");
        Commands.run(directory, "touch f && chown 7:4000000000 f && chmod 2640 f");
        assertThat(attributes(read(Owners.KEPT, 1000))).isEqualTo(new Attributes(02640, 7, 4_000_000_000L));
        assertThat(attributes(read(Owners.ROOT, 1000))).isEqualTo(new Attributes(02640, 0, 0));
    }

    @Test
    void whatOnlyAnInitrdCannotHoldIsRead() throws IOException {
        Commands.run(directory, "truncate -s 4G f");
        assertThat(read(Owners.KEPT, 1000).contentSize()).isEqualTo(1L << 32);
    }

    @Test
    void limitsNameTheEntry() {
        Commands.run(directory, "touch one && printf 12345678901 > two");
        assertThatThrownBy(() -> new DirectoryReader(
                                Owners.KEPT, new TreeLimits(10, 100), Reserved.NOTHING, log::add, _ -> {})
                        .read(directory))
                .hasMessage("/two: with it the root is larger than 10 bytes (image.maximum-root-size)");
        assertThatThrownBy(() -> read(Owners.KEPT, 2))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageEndingWith(": the root has more than 2 entries (image.maximum-entries)");
    }

    @Test
    void filesOfTheServiceAreRefusedByAnyName() {
        Commands.run(
                directory, "mkdir -p state/builds root/srv key.d && echo k > key.d/key && ln key.d/key root/srv/x");
        var reserved = new Reserved(
                List.of(directory.resolve("state"), directory.resolve("key.d/key"), directory.resolve("absent")));
        assertRefused("root", reserved, "/srv/x: is " + directory.resolve("key.d/key"));
        Commands.run(directory, "rm root/srv/x && mv state root/srv/ && ln -s root/srv/state state");
        assertRefused("root", reserved, "/srv/state: is " + directory.resolve("state"));
    }

    private void assertRefused(String root, Reserved reserved, String start) {
        var reader = new DirectoryReader(Owners.KEPT, new TreeLimits(1 << 20, 100), reserved, log::add, _ -> {});
        assertThatThrownBy(() -> reader.read(directory.resolve(root)))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(start + ", a file of the service itself, which never becomes part of an image");
    }

    private Tree read(Owners owners, int entries) throws IOException {
        return new DirectoryReader(owners, new TreeLimits(1L << 40, entries), Reserved.NOTHING, log::add, _ -> {})
                .read(directory);
    }

    private static Attributes attributes(Tree tree) {
        return tree.at(TreePath.of("f")).orElseThrow().attributes();
    }

    private static String target(Tree tree, String path) {
        return ((Node.SymbolicLink) tree.at(TreePath.of(path)).orElseThrow()).target();
    }
}
