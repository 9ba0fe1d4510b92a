package io.rackboot.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianPackageTest {
    @TempDir
    Path directory;

    @BeforeEach
    void parts() {
        Commands.require("dpkg-deb");
        Commands.run(
                directory,
                "mkdir -p deb/DEBIAN deb/boot && printf 'Package: some\\nVersion: 1:2.0-3~x+y\\nArchitecture: amd64\\n"
                        + "Maintainer: x\\nDescription: y\\n more: z\\n' > deb/DEBIAN/control && echo boots > deb/boot/file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "xz", "zstd"})
    void readsWhatDpkgWrites(String packing) throws IOException {
        Commands.run(directory, "dpkg-deb --root-owner-group -Z" + packing + " -b deb some.deb >/dev/null");
        var file = directory.resolve("some.deb");
        assertThat(DebianPackage.read(file)).isEqualTo(new DebianPackage("some", "1:2.0-3~x+y", "amd64"));
        var tree = unpack(file);
        assertThat(tree.nodes().keySet()).extracting(TreePath::toString).containsExactly("/", "/boot", "/boot/file");
        assertThat(ContentReader.text(
                        tree.file(TreePath.of("boot/file")).orElseThrow().content()))
                .isEqualTo("boots\n");
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        Commands.run(directory, "dpkg-deb --root-owner-group -Zgzip -b deb some.deb >/dev/null");
        var bytes = Files.readAllBytes(directory.resolve("some.deb"));
        var broken = directory.resolve("broken");
        for (var size = 0; size < bytes.length - 100; size += 7) {
            Files.write(broken, Arrays.copyOf(bytes, size));
            assertThatThrownBy(() -> unpack(broken)).isInstanceOf(RefusedSourceException.class);
        }
        var random = new Random(1);
        for (var i = 0; i < 300; i++) {
            var flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(broken, flipped);
            try {
                DebianPackage.read(broken);
                unpack(broken);
            } catch (RefusedSourceException _) {
                // One of the two that may come of it.
            }
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertSays("no archive", "is no Debian package");
        assertSays("!<arch>\n", "has no control.tar");
        assertSays("!<arch>\n" + "x".repeat(60), "is damaged: no header of a member where one must be");
        var header = "control.tar     0           0     0     100644  %-10s`\n";
        assertSays("!<arch>\n" + header.formatted("1e9"), "is damaged: a member of '1e9' bytes");
        assertSays("!<arch>\n" + header.formatted("4000"), "is cut short in control.tar");
        Commands.run(
                directory,
                "sed -i 's/^Version.*/Version: 1 2/' deb/DEBIAN/control && cd deb/DEBIAN &&"
                        + " printf '2.0\\n' > debian-binary && tar cf control.tar ./control && rm -f ../../x.deb && ar rc ../../x.deb debian-binary control.tar");
        assertThatThrownBy(() -> DebianPackage.read(directory.resolve("x.deb")))
                .hasMessage("its control file has no valid field Version");
    }

    private void assertSays(String content, String message) throws IOException {
        var file = Files.writeString(directory.resolve("x"), content);
        assertThatThrownBy(() -> DebianPackage.read(file))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(message);
    }

    private Tree unpack(Path file) throws IOException {
        var tree = new Tree();
        var spooled = new ByteArrayOutputStream();
        var spool = directory.resolve("spool");
        DebianPackage.unpack(file, new LayerReader(new TreeLimits(1 << 20, 100), spool, spooled), tree, _ -> {});
        Files.write(spool, spooled.toByteArray());
        return tree;
    }
}
