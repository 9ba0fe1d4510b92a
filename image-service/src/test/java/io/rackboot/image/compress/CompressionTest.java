package io.rackboot.image.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.rackboot.image.Commands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
    @CsvSource({
        "GZIP,0",
        "GZIP,1",
        "GZIP,1048576",
        "GZIP,5000001",
        "ZSTD,0",
        "ZSTD,1",
        "ZSTD,5000001",
        "XZ,0",
        "XZ,1",
        "XZ,100001"
    })
    void realToolsUnpackIt(Compression compression, int size) throws IOException {
        Commands.require("gzip", "zstd", "xz");
        var bytes = compressible(size);
        var packed = Files.write(directory.resolve("packed"), packed(compression, bytes, 2));
        Files.write(directory.resolve("plain"), bytes);

        Commands.run(
                directory, compression.text() + " -t < packed && " + compression.text() + " -dc < packed > unpacked");

        assertThat(directory.resolve("unpacked")).hasSameBinaryContentAs(directory.resolve("plain"));
        assertThat(Files.size(packed)).isLessThan(size / 2 + 100);
    }

    /// Of a failed build nothing but the message is told.
    @Test
    void whyAPieceCouldNotBePackedIsSaid() throws IOException {
        try (var processors = Executors.newSingleThreadExecutor()) {
            var pieces = new OrderedPieces(new ByteArrayOutputStream(), processors);
            pieces.add(() -> {
                throw new OutOfMemoryError("Java heap space");
            });
            assertThatThrownBy(pieces::drain)
                    .isInstanceOf(IOException.class)
                    .hasMessage("a piece could not be packed: java.lang.OutOfMemoryError: Java heap space");
        }
    }

    @Test
    void gzipIsTheSameOnAnyNumberOfProcessors() throws IOException {
        var bytes = compressible(9_000_000);
        assertThat(packed(Compression.GZIP, bytes, 1)).isEqualTo(packed(Compression.GZIP, bytes, 7));
    }

    /// What Linux unpacks: one stream, CRC32, LZMA2 alone.
    @Test
    void xzIsOneStreamOfBlocksThatLinuxTakesAndTheSameOnAnyNumberOfProcessors() throws IOException {
        Commands.require("xz");
        var bytes = compressible(200_000);
        var packed = xz(bytes, 1);
        assertThat(xz(bytes, 7)).isEqualTo(packed);
        Files.write(directory.resolve("packed.xz"), packed);
        assertThat(Commands.run(directory, "xz --robot -lvv packed.xz").lines())
                .filteredOn(line -> !line.startsWith("name") && !line.startsWith("totals"))
                .satisfiesExactly(
                        file -> assertThat(file)
                                .startsWith("file\t1\t4\t" + packed.length + "\t200000\t")
                                .contains("CRC32"),
                        stream -> assertThat(stream).startsWith("stream\t1\t4\t"),
                        block -> assertThat(block).contains("\t65536\t").endsWith("--lzma2=dict=4MiB"),
                        block -> assertThat(block).contains("\t65536\t").endsWith("--lzma2=dict=4MiB"),
                        block -> assertThat(block).contains("\t65536\t").endsWith("--lzma2=dict=4MiB"),
                        block -> assertThat(block).contains("\t3392\t").endsWith("--lzma2=dict=4MiB"),
                        summary -> assertThat(summary).startsWith("summary\t"));
    }

    private static byte[] xz(byte[] bytes, int threads) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var processors = Executors.newFixedThreadPool(threads);
                var out = new ParallelXzOutputStream(packed, processors, 65_536)) {
            out.write(bytes);
        }
        return packed.toByteArray();
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

    /// Parts of all lengths, that end in runs of all lengths, out of one output into another.
    @Test
    void endedPartsCanBePutIntoAnotherOutput() throws IOException {
        Commands.require("zstd");
        var random = new Random(7);
        var parts = new ArrayList<byte[]>();
        for (var i = 0; i < 40; i++) {
            parts.add(part(random));
        }
        var first = new ByteArrayOutputStream();
        var places = new ArrayList<PackedPart>();
        try (ExecutorService processors = Executors.newFixedThreadPool(2);
                var out = new ParallelZstdOutputStream(first, processors)) {
            for (var part : parts) {
                out.write(part, 0, part.length - 20);
                out.end(Arrays.copyOfRange(part, part.length - 20, part.length), places::add);
            }
        }
        var order = new ArrayList<>(IntStream.range(0, parts.size()).boxed().toList());
        Collections.shuffle(order, random);
        var second = new ByteArrayOutputStream();
        var again = new ArrayList<PackedPart>();
        var plain = new ByteArrayOutputStream();
        try (ExecutorService processors = Executors.newFixedThreadPool(2);
                var out = new ParallelZstdOutputStream(second, processors)) {
            for (var i : order) {
                out.put(read(first, places.get(i)), places.get(i).checksum(), again::add);
                plain.writeBytes(parts.get(i));
            }
            var rest = compressible(100_000);
            out.write(rest);
            plain.writeBytes(rest);
        }
        Files.write(directory.resolve("packed"), second.toByteArray());
        Files.write(directory.resolve("plain"), plain.toByteArray());
        Commands.run(directory, "zstd -dc < packed | cmp - plain");
        for (var i = 0; i < order.size(); i++) {
            assertThat(read(second, again.get(i))).isEqualTo(read(first, places.get(order.get(i))));
            assertThat(again.get(i).checksum())
                    .isEqualTo(places.get(order.get(i)).checksum());
        }
    }

    private static byte[] read(ByteArrayOutputStream archive, PackedPart part) {
        var from = Math.toIntExact(part.offset());
        return Arrays.copyOfRange(archive.toByteArray(), from, from + part.length());
    }

    private static byte[] part(Random random) {
        var part = new ByteArrayOutputStream();
        var size = 1 << random.nextInt(23);
        part.writeBytes(random.nextBoolean() ? compressible(size) : noise(size));
        if (random.nextBoolean()) {
            part.writeBytes(new byte[random.nextInt(40)]);
        }
        if (random.nextInt(8) == 0) {
            part.writeBytes(noise(ParallelZstdOutputStream.LONGEST_PART));
        }
        part.writeBytes(noise(6));
        part.writeBytes(new byte[14 + random.nextInt(3)]);
        return part.toByteArray();
    }

    @Test
    void aPartThatEndsOtherwiseIsRefused() throws IOException {
        try (ExecutorService processors = Executors.newFixedThreadPool(1);
                var out = new ParallelZstdOutputStream(OutputStream.nullOutputStream(), processors)) {
            assertThatThrownBy(() -> out.end(new byte[13], _ -> {})).isInstanceOf(IllegalArgumentException.class);
            out.write(1);
            assertThatThrownBy(() -> out.put(new byte[1], 0, _ -> {})).isInstanceOf(IllegalStateException.class);
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
