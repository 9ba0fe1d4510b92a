package io.rackboot.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Archives that are small on disk and would be large in memory.
class ArchiveMemoryTest {
    private static final TreeLimits LIMITS = new TreeLimits(8L << 30, 500_000);
    private static final int LARGE = 60_000;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    @Test
    void attributesOfAllEntriesTogetherAreBounded() throws IOException {
        globalAttributes(0, 16);
        for (var i = 0; i < 1000; i++) {
            entry('0', "f" + i, "", 0);
        }
        assertThatThrownBy(this::read)
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("/f139: with it names, link targets and extended attributes of the root take more than"
                        + " 134217728 bytes");
    }

    @Test
    void headersForAllEntriesAreBoundedTogether() throws IOException {
        for (var i = 0; i < 20; i++) {
            globalAttributes(i, 1);
            entry('0', "f", "", 0);
        }
        assertThatThrownBy(this::read)
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageMatching("the pax headers up to byte [0-9]+ of the archive say 10[0-9]{5} bytes of names and"
                        + " attributes of one entry; at most 1048576");
    }

    @Test
    void directoriesThatNobodyDescribedCountToo() throws IOException {
        for (var i = 0; i < 100; i++) {
            entry('L', "././@LongLink", i + "/a".repeat(2000), 0);
            entry('5', "x", "", 0);
        }
        assertThatThrownBy(this::read)
                .isInstanceOf(RefusedSourceException.class)
                .hasMessageContaining("take more than 134217728 bytes");
    }

    @Test
    void aNameIsRefusedBeforeItIsTakenApart() throws IOException {
        entry('L', "././@LongLink", "a/".repeat(500_000), 0);
        entry('5', "x", "", 0);
        assertThatThrownBy(this::read)
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("a name of 1000000 bytes, beginning with '" + "a/".repeat(40) + "'; at most 16380");
    }

    @Test
    void whatIsReplacedOrRemovedIsForgotten() throws IOException {
        var tree = new Tree();
        var empty = tree.described();
        entry('5', "d", "", 0);
        globalAttributes(0, 1);
        for (var i = 0; i < 3; i++) {
            entry('0', "d/f", "", 0);
        }
        new LayerReader(LIMITS, Path.of("/nowhere"), OutputStream.nullOutputStream())
                .apply(new ByteArrayInputStream(tar.toByteArray()), tree);
        assertThat(tree.described()).isBetween(empty + LARGE, empty + LARGE + 500);
        tree.removeAll(TreePath.of("d"));
        assertThat(tree.described()).isEqualTo(empty);
    }

    @Test
    void aFileOf4GiBIsNoReasonToRefuseAnArchive() throws IOException {
        entry('0', "f", "", 1L << 32);
        assertThatThrownBy(this::read)
                .isInstanceOf(RefusedSourceException.class)
                .hasMessage("the archive is cut short after byte 512");
    }

    private Tree read() throws IOException {
        return new ArchiveReader(LIMITS, Path.of("/nowhere"), OutputStream.nullOutputStream())
                .read(new ByteArrayInputStream(tar.toByteArray()));
    }

    private void globalAttributes(int first, int count) throws IOException {
        var records = new StringBuilder();
        for (var i = first; i < first + count; i++) {
            var rest = " SCHILY.xattr.user." + (char) ('a' + i) + "=" + "v".repeat(LARGE) + "\n";
            records.append(rest.length() + 5).append(rest);
        }
        entry('g', "pax", records.toString(), 0);
    }

    /// @param more bytes that the header says and that do not follow
    private void entry(char type, String name, String body, long more) throws IOException {
        var bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        var block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(block, 124, "%011o\0%011o\0".formatted(bytes.length + more, 0));
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        Arrays.fill(block, 148, 156, (byte) ' ');
        var sum = 0;
        for (var b : block) {
            sum += b & 0xFF;
        }
        put(block, 148, "%06o\0 ".formatted(sum));
        tar.write(block);
        tar.write(bytes);
        tar.write(new byte[-bytes.length & 511]);
    }

    private static void put(byte[] block, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
