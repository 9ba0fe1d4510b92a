package io.rackboot.image.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"GZIP,0", "GZIP,1", "GZIP,1048576", "GZIP,5000001", "ZSTD,0", "ZSTD,1", "ZSTD,5000001"})
    void realToolsUnpackIt(Compression compression, int size) throws IOException {
        Commands.require("gzip", "zstd");
        var bytes = compressible(size);
        var packed = Files.write(directory.resolve("packed"), packed(compression, bytes, 2));
        Files.write(directory.resolve("plain"), bytes);

        Commands.run(
                directory, compression.text() + " -t < packed && " + compression.text() + " -dc < packed > unpacked");

        assertThat(directory.resolve("unpacked")).hasSameBinaryContentAs(directory.resolve("plain"));
        assertThat(Files.size(packed)).isLessThan(size / 2 + 100);
    }

    @Test
    void gzipIsTheSameOnAnyNumberOfProcessors() throws IOException {
        var bytes = compressible(9_000_000);
        assertThat(packed(Compression.GZIP, bytes, 1)).isEqualTo(packed(Compression.GZIP, bytes, 7));
    }

    @Test
    void gzipIsOneMemberAndHardlyLargerThanInOnePiece() throws IOException {
        var bytes = compressible(4_000_000);
        var packed = packed(Compression.GZIP, bytes, 2);
        var whole = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(whole)) {
            out.write(bytes);
        }
        assertThat(packed.length).isLessThan(whole.size() + whole.size() / 100);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    private static byte[] packed(Compression compression, byte[] bytes, int threads) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (ExecutorService processors = Executors.newFixedThreadPool(threads);
                OutputStream out = compression.open(packed, processors)) {
            for (var at = 0; at < bytes.length; at += 70_001) {
                out.write(bytes, at, Math.min(70_001, bytes.length - at));
            }
        }
        return packed.toByteArray();
    }

    private static byte[] compressible(int size) {
        var random = new Random(size);
        var words = new byte[200][];
        for (var i = 0; i < words.length; i++) {
            words[i] = new byte[3 + random.nextInt(20)];
            random.nextBytes(words[i]);
        }
        var bytes = new ByteArrayOutputStream();
        while (bytes.size() < size) {
            bytes.writeBytes(words[random.nextInt(words.length)]);
        }
        return Arrays.copyOf(bytes.toByteArray(), size);
    }
}
