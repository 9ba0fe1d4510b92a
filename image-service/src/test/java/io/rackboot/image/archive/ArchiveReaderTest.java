package io.rackboot.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.Commands;
import io.rackboot.image.cpio.CpioWriter;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
    private static final TreeLimits LIMITS = new TreeLimits(64 << 20, 1000);
    private static final String MAKE = "mkdir -p r/a/b && cd r && printf x > a/x && ln a/x a/hard && ln -s /etc/x a/abs"
            + " && printf y > \"$(printf 'n%0.s' $(seq 200))\" && head -c 70000 /dev/zero > a/b/zeros && mkfifo p"
            + " && chmod 4711 a/x && chmod 1777 a/b && mkdir -p $(printf 'd%0.s' $(seq 150))/e/$(printf 'f%0.s' $(seq 150))"
            + " && cd ..";

    @TempDir
    Path directory;

    private int spools;

    @BeforeEach
    void needsTar() {
        Commands.require("tar", "cpio", "xz", "zstd", "gzip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--format=gnu", "--format=pax", "--format=pax -z", "--format=gnu -J", "--format=gnu --zstd"})
    void anArchiveOfGnuTarIsReadAsItsDirectory(String how) throws IOException {
        Commands.run(directory, MAKE + " && tar " + how + " --numeric-owner --owner=7 --group=8 -cf t -C r .");

        var out = new ByteArrayOutputStream();
        new CpioWriter(out, 0, _ -> {}).write(read(directory.resolve("t")));
        Files.write(directory.resolve("c"), out.toByteArray());
        Commands.run(directory, "mkdir u && cd u && cpio --quiet -idm < ../c");

        var describe =
                "find . -mindepth 1 \\( -type d -printf '%P d %m\\n' -o -printf '%P %y %m %n %s %l\\n' \\) | LC_ALL=C sort;"
                        + "find . -type f -exec sha256sum {} + | LC_ALL=C sort";
        assertThat(Commands.run(directory.resolve("u"), describe))
                .isEqualTo(Commands.run(directory.resolve("r"), describe));
        assertThat(Commands.run(directory, "cpio --quiet -itvn < c | grep a/x"))
                .matches("(?s)-rws--x--x +2 7 +8 +1 .*");
    }

    @Test
    void devicesComeFromTheArchiveWithoutBeingMade() throws IOException {
        Commands.requireRoot("makes device nodes");
        Commands.run(directory, "mkdir dev && mknod dev/sda b 8 0 && mknod dev/console c 5 1 && tar -cf t dev");
        assertThat(read(directory.resolve("t")).nodes().toString())
                .contains("kind=BLOCK, major=8, minor=0")
                .contains("kind=CHARACTER, major=5, minor=1");
    }

    @Test
    void namesThatLeaveTheRootAreRefused() {
        Commands.run(
                directory, "mkdir -p a && printf x > a/x && tar -cPf t --transform 's,^a/x,../../etc/passwd,' a/x");
        refused("t", "'../../etc/passwd': a name with '..'");
    }

    @Test
    void absoluteNamesLieInTheRoot() throws IOException {
        Commands.run(directory, "mkdir -p a && printf x > a/x && tar -cPf t --transform 's,^a/x,/etc/passwd,' a/x");
        assertThat(read(directory.resolve("t")).nodes().keySet().toString()).isEqualTo("[/, /etc, /etc/passwd]");
    }

    @Test
    void namesThroughALinkAreRefused() {
        Commands.run(
                directory,
                "ln -s /nowhere l && mkdir -p m && printf x > m/passwd && tar -cPf t --transform 's,^m/,l/,' l m/passwd");
        refused("t", "/l/passwd: its directory /l is a symbolic link to /nowhere");
    }

    @Test
    void hardLinksToWhatIsNotThereAreRefused() {
        Commands.run(directory, "printf x > a && ln a b && tar -cf t a b && tar --delete -f t a && tar -tf t");
        refused("t", "/b: a hard link to /a, which is not in the archive");
    }

    @Test
    void aBombIsStoppedAtTheEntryThatIsTooMuch() {
        Commands.run(directory, "printf ok > ok && truncate -s 100M bomb && tar -czf t ok bomb && rm bomb");
        refused("t", "/bomb: with it the root is larger than 67108864 bytes (image.maximum-root-size)");
    }

    @Test
    void tooManyEntriesAreRefused() {
        Commands.run(directory, "mkdir m && cd m && seq 1001 | xargs touch && cd .. && tar --sort=name -cf t m");
        assertThatThrownBy(() -> read(directory.resolve("t")))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageContaining("the root has more than 1000 entries (image.maximum-entries)");
    }

    @Test
    void aHugeHeaderIsRefusedUnread() throws IOException {
        Commands.run(directory, "printf x > a && tar --format=gnu -cf t a");
        var tar = Files.readAllBytes(directory.resolve("t"));
        var huge = tar.clone();
        huge[156] = 'L';
        System.arraycopy("77777777777\0".getBytes(), 0, huge, 124, 12);
        checksum(huge);
        Files.write(directory.resolve("h"), huge);
        refused("h", "the extended header at byte 0 of the archive has 8589934591 bytes; at most 1048576");
    }

    @Test
    void aNameThatLinuxWouldNotUnpackIsRefused() {
        Commands.run(directory, "printf x > a && tar -cf t --transform \"s,^a,$(printf 'd%.0s' $(seq 5000)),\" a");
        refused("t", "/" + "d".repeat(79) + "…: a name of 5000 bytes; at most 4095");
    }

    @Test
    void whatIsNoTarIsRefused() {
        Commands.run(directory, "head -c 5000 /dev/urandom > noise && printf hello > small && printf BZhxxxx > bz");
        refused("noise", "not a tar header at byte 0 of the archive: its checksum does not hold");
        refused("small", "is not a tar archive: it has 5 bytes");
        refused("bz", "is packed with bzip2; plain, gzip, xz and zstd are read");
    }

    @Test
    void thePaddingBehindTheLastContentMayBeLeftOut() throws IOException {
        Commands.run(directory, "echo 1 > f && tar cf whole.tar f && head -c 514 whole.tar > t.tar");
        var content = read(directory.resolve("t.tar"))
                .file(TreePath.of("f"))
                .orElseThrow()
                .content();
        assertThat(ContentReader.text(content)).isEqualTo("1\n");
        Commands.run(directory, "head -c 513 whole.tar > t.tar");
        refused("t.tar", "the archive is cut short after byte 513");
    }

    @Test
    void sparseFilesAreRefused() {
        Commands.run(
                directory,
                "truncate -s 1M s && printf x >> s && tar --format=gnu -Scf t s && tar --format=pax -Scf p s");
        refused("t", "'s': a sparse file; make the archive without --sparse");
        refused("p", "'s': a sparse file; make the archive without --sparse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--format=gnu", "--format=pax", "--format=pax -z", "--format=gnu -J", "--format=gnu --zstd"})
    void whateverIsCutOffOrFlippedNothingButARefusalComesOfIt(String how) throws IOException {
        Commands.run(directory, MAKE + " && tar " + how + " -cf t -C r .");
        var tar = Files.readAllBytes(directory.resolve("t"));
        var file = directory.resolve("hostile");
        var refused = 0;
        var step = Math.max(1, tar.length / 250);
        for (var at = 0; at < tar.length; at += step) {
            var cut = Arrays.copyOf(tar, at);
            refused += survives(Files.write(file, cut));
            var flipped = tar.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            refused += survives(Files.write(file, flipped));
        }
        assertThat(refused).isGreaterThan(125);
    }

    private int survives(Path file) throws IOException {
        try {
            read(file);
            return 0;
        } catch (RefusedSourceException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
            return 1;
        }
    }

    private void refused(String name, String why) {
        var file = directory.resolve(name);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage(file + ": " + why);
    }

    private Tree read(Path archive) throws IOException {
        var spool = directory.resolve("spool" + spools++);
        try (var out = Files.newOutputStream(spool)) {
            return new ArchiveReader(LIMITS, spool, out).read(archive, _ -> {});
        }
    }

    private static void checksum(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        var sum = 0;
        for (var i = 0; i < 512; i++) {
            sum += block[i] & 0xFF;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(), 0, block, 148, 8);
    }
}
