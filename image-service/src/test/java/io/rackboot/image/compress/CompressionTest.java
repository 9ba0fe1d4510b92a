package io.rackboot.image.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.zstd.ZstdInputStream;
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
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void zstdIsTheSameOnAnyNumberOfProcessors() throws IOException {
        var bytes = compressible(14_000_000);
        assertThat(packed(Compression.ZSTD, bytes, 1)).isEqualTo(packed(Compression.ZSTD, bytes, 7));
    }

    /// Parts that begin and end in every way: with runs, in runs, without any run for longer than a part may be.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "zeros 9000000",
                "noise 9000000",
                "noise 4194304 zeros 14 noise 100 zeros 13 noise 4000000",
                "noise 34000000 zeros 100 noise 3000000",
                "noise 38000000 zeros 14",
                "words 4194290 zeros 14 words 4194290 zeros 14 zeros 5000000 words 10",
                "words 4194300 zeros 20 words 5000000 ones 40 words 5000000 zeros 4000000 ones 2000000",
                "ones 4194304 zeros 4194304 ones 1",
                "zeros 4194290 zeros 14"
            })
    void zstdPartsDoNotDependOnEachOther(String parts) throws IOException {
        Commands.require("zstd");
        var bytes = new ByteArrayOutputStream();
        var words = parts.split(" ");
        for (var i = 0; i < words.length; i += 2) {
            var size = Integer.parseInt(words[i + 1]);
            bytes.writeBytes(
                    switch (words[i]) {
                        case "zeros" -> new byte[size];
                        case "ones" -> filled(size);
                        case "noise" -> noise(size);
                        case "words" -> compressible(size);
                        default -> throw new AssertionError(words[i]);
                    });
        }
        var packed = packed(Compression.ZSTD, bytes.toByteArray(), 2);
        Files.write(directory.resolve("packed"), packed);
        Files.write(directory.resolve("plain"), bytes.toByteArray());
        Commands.run(directory, "zstd -dc < packed > unpacked");
        assertThat(Files.mismatch(directory.resolve("unpacked"), directory.resolve("plain")))
                .isEqualTo(-1);
        try (var in = new ZstdInputStream(new ByteArrayInputStream(packed))) {
            assertThat(Arrays.equals(in.readAllBytes(), bytes.toByteArray())).isTrue();
        }
    }

    @Test
    void zstdIsHardlyLargerThanTheRealOne() throws IOException {
        Commands.require("zstd", "cpio");
        Commands.run(
                directory,
                "find /usr/lib/x86_64-linux-gnu -maxdepth 1 -type f | sort | head -40 | cpio -o --quiet -H newc > plain");
        Commands.run(directory, "zstd -q -3 plain -o real.zst");
        var packed = packed(Compression.ZSTD, Files.readAllBytes(directory.resolve("plain")), 2);
        var real = Files.size(directory.resolve("real.zst"));
        assertThat((long) packed.length).isLessThan(real + real / 20);
    }

    private static byte[] filled(int size) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static byte[] noise(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
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
