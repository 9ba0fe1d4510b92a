package io.rackboot.image.repacking;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.compress.PackedPart;
import io.rackboot.image.cpio.PartKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierPartsTest {
    private static final PartKey KEY = new PartKey("ab".repeat(32));
    private static final int OFFSET = 1000;

    private final byte[] bytes = new byte[700_000];

    @TempDir
    Path directory;

    @Test
    void aPartIsReadWhole() throws IOException {
        try (var parts = parts()) {
            var found = parts.find(KEY).orElseThrow();

            assertThat(found.bytes()).isEqualTo(bytes);
            assertThat(found.checksum()).isEqualTo(checksum());
        }
    }

    @Test
    void whatCannotBeReadIsNotFound() throws IOException {
        var parts = parts();
        parts.close();

        assertThat(parts.find(KEY)).isEmpty();
    }

    private EarlierParts parts() throws IOException {
        new Random(1).nextBytes(bytes);
        var file = directory.resolve("archive");
        var content = new byte[OFFSET + bytes.length];
        System.arraycopy(bytes, 0, content, OFFSET, bytes.length);
        Files.write(file, content);
        return new EarlierParts(
                Optional.of(FileChannel.open(file)), Map.of(KEY, new PackedPart(OFFSET, bytes.length, checksum())));
    }

    private int checksum() {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
