package io.rackboot.nats.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final List<Entry> ENTRIES = List.of(
            new Entry(
                    "a.b", "eins".getBytes(StandardCharsets.UTF_8), 7, Instant.parse("2026-11-21T10:00:00.123456789Z")),
            new Entry("empty", new byte[0], Long.MAX_VALUE, Instant.EPOCH));

    @TempDir
    Path directory;

    private SnapshotFile file;

    @BeforeEach
    void file() {
        file = new SnapshotFile(directory.resolve("deep/er/bucket.snapshot"), "machines");
    }

    @Test
    void whatIsStoredIsLoaded() throws IOException {
        file.store(ENTRIES);
        assertThat(file.load()).isEqualTo(new SnapshotFile.Loaded.Values(ENTRIES));
        assertThat(file.file().resolveSibling("bucket.snapshot.tmp")).doesNotExist();
    }

    @Test
    void anEmptyBucketIsASnapshotToo() throws IOException {
        file.store(List.of());
        assertThat(file.load()).isEqualTo(new SnapshotFile.Loaded.Values(List.of()));
    }

    @Test
    void aMissingFileIsMissing() {
        assertThat(file.load()).isEqualTo(new SnapshotFile.Loaded.Missing());
    }

    @Test
    void aTemporaryFileOfACrashIsIgnored() throws IOException {
        file.store(ENTRIES);
        Files.writeString(file.file().resolveSibling("bucket.snapshot.tmp"), "half");
        assertThat(file.load()).isEqualTo(new SnapshotFile.Loaded.Values(ENTRIES));
        file.store(List.of());
        assertThat(file.load()).isEqualTo(new SnapshotFile.Loaded.Values(List.of()));
    }

    @Test
    void theSnapshotOfAnotherBucketIsUnusable() throws IOException {
        file.store(ENTRIES);
        assertThat(new SnapshotFile(file.file(), "profiles").load())
                .isEqualTo(new SnapshotFile.Loaded.Unusable("IOException: it is of bucket 'machines'"));
    }

    @Test
    void everyTruncationIsUnusable() throws IOException {
        file.store(ENTRIES);
        var whole = Files.readAllBytes(file.file());
        for (var length = 0; length < whole.length; length++) {
            Files.write(file.file(), java.util.Arrays.copyOf(whole, length));
            assertThat(file.load()).as("%d bytes", length).isInstanceOf(SnapshotFile.Loaded.Unusable.class);
        }
    }

    @Test
    void everyFlippedByteIsUnusable() throws IOException {
        file.store(ENTRIES);
        var whole = Files.readAllBytes(file.file());
        for (var i = 0; i < whole.length; i++) {
            var flipped = whole.clone();
            flipped[i] ^= (byte) 0x81;
            Files.write(file.file(), flipped);
            assertThat(file.load()).as("byte %d", i).isInstanceOf(SnapshotFile.Loaded.Unusable.class);
        }
    }

    @Test
    void aDirectoryInItsPlaceIsUnusable() throws IOException {
        Files.createDirectories(file.file());
        assertThat(file.load()).isInstanceOf(SnapshotFile.Loaded.Unusable.class);
    }
}
