package io.rackboot.image.repacking;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.compress.ParallelZstdOutputStream;
import io.rackboot.image.cpio.CpioWriter;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.Digests;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.DirectoryReader;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.Tree;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedArchivesTest {
    private static final int FILES = 160;

    private final ExecutorService processors = Executors.newFixedThreadPool(2);
    // Files that were written just now have settled by then.
    private InstantSource clock = InstantSource.fixed(Instant.now().plusSeconds(3600));

    @TempDir
    Path directory;

    private Path root;
    private ArtifactStore store;
    private PackedArchives archives;

    private record Archive(byte[] bytes, int known) {}

    @BeforeEach
    void makeARoot() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        for (var i = 0; i < FILES; i++) {
            Files.write(root.resolve("file%03d".formatted(i)), content(i, 200_000));
        }
        store = new ArtifactStore(Files.createDirectory(directory.resolve("artifacts")));
        archives = new PackedArchives(
                Optional.of(new PackedArchives.Place(Files.createDirectory(directory.resolve("packed")), store)));
    }

    @AfterEach
    void end() {
        processors.shutdown();
    }

    @Test
    void anUnchangedRootIsNotPackedAgain() throws IOException {
        var first = build(read());
        var second = build(read());

        assertThat(first.known()).isZero();
        assertThat(second.known()).isEqualTo(parts());
        assertThat(second.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void aChangedFileHasAtMostTwoPartsPackedAgain() throws IOException {
        build(read());
        Files.write(root.resolve("file077"), content(1077, 150_000));

        var repacked = build(read());

        assertThat(repacked.known()).isBetween(parts() - 2, parts() - 1);
        assertThat(repacked.bytes()).isEqualTo(anew(read()));
        assertUnpacksTo(repacked.bytes());
    }

    @Test
    void aNewAndARemovedFileLeaveTheFollowingPartsAsTheyWere() throws IOException {
        build(read());
        Files.write(root.resolve("file010a"), content(2000, 400_000));
        Files.delete(root.resolve("file120"));

        var repacked = build(read());

        assertThat(repacked.known()).isGreaterThanOrEqualTo(parts() - 4);
        assertThat(repacked.bytes()).isEqualTo(anew(read()));
        assertUnpacksTo(repacked.bytes());
    }

    @Test
    void aChangeThatLeavesSizeAndTimeIsSeen() throws IOException {
        build(read());
        var file = root.resolve("file077");
        var time = Files.getLastModifiedTime(file);
        Files.write(file, content(1077, 200_000));
        Files.setLastModifiedTime(file, time);

        assertThat(build(read()).bytes()).isEqualTo(anew(read()));
    }

    @Test
    void otherOwnersAreSeen() throws IOException {
        build(read());
        var other = build(read(Owners.ROOT));
        Commands.run(root, "chmod 0600 file*");

        assertThat(build(read(Owners.ROOT)).bytes()).isEqualTo(anew(read(Owners.ROOT)));
        assertThat(other.bytes()).isNotEqualTo(anew(read(Owners.ROOT)));
    }

    @Test
    void filesThatMayStillChangeUnseenArePackedAgain() throws IOException {
        clock = InstantSource.system();
        build(read());
        assertThat(build(read()).known()).isZero();
    }

    @Test
    void contentsThatAreNoFilesOfTheirOwnArePackedAgain() throws IOException {
        var held = Files.write(directory.resolve("held"), content(5, 9_000_000));
        var tree = new Tree();
        for (var i = 0; i < 90; i++) {
            tree.put(
                    TreePath.of("region%02d".formatted(i)),
                    Node.file(Attributes.root(0644), new Content.Region(held, i * 100_000L, 100_000)));
        }
        var first = build(tree);
        var second = build(tree);

        assertThat(second.known()).isZero();
        assertThat(second.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void damagedPartsArePackedAgain() throws IOException {
        var first = build(read());
        var file = store.find(sha256(first.bytes())).orElseThrow();
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(first.bytes().length / 2);
            channel.write(ByteBuffer.wrap("damage".getBytes(StandardCharsets.US_ASCII)));
        }
        var second = build(read());

        assertThat(second.known()).isBetween(parts() - 2, parts() - 1);
        assertThat(second.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void aTruncatedArchiveIsUsedAsFarAsItGoes() throws IOException {
        var first = build(read());
        var file = store.find(sha256(first.bytes())).orElseThrow();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(first.bytes().length / 2);
        }
        var second = build(read());

        assertThat(second.known()).isPositive().isLessThan(parts());
        assertThat(second.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void aListThatIsDamagedOrOfAnotherPackerIsNotUsed() throws IOException {
        var first = build(read());
        var list = directory.resolve("packed/node");
        var text = Files.readString(list);
        var spoiled = List.of(
                "",
                text.replace("rackboot parts 1", "rackboot parts 2"),
                text.replace("LIBRARY ", "LIBRARY 9."),
                text.substring(0, text.length() - 20),
                text + "one more line\n",
                text.replaceFirst("(?m)^[0-9a-f]{64} ", "nokey "));
        for (var wrong : spoiled) {
            Files.writeString(list, wrong);
            var built = build(read());
            assertThat(built.known()).isZero();
            assertThat(built.bytes()).isEqualTo(first.bytes());
        }
    }

    @Test
    void aListThatDoesNotFitItsArchiveTakesNoMemoryAndNothingOfIt() throws IOException {
        var first = build(read());
        var list = directory.resolve("packed/node");
        var text = Files.readString(list);
        var places = List.of("0 2147483647", "9223372036854775807 9", first.bytes().length + " 1", "5 -1", "-5 1");
        for (var place : places) {
            Files.writeString(list, text.replaceAll("(?m)^([0-9a-f]{64}) \\d+ \\d+ ", "$1 " + place + " "));
            var built = build(read());
            assertThat(built.known()).as(place).isZero();
            assertThat(built.bytes()).isEqualTo(first.bytes());
        }
    }

    @Test
    void whatIsKnownOfAnArchiveGoesWithIt() throws IOException {
        var first = build(read());
        archives.forgetGone();
        assertThat(directory.resolve("packed/node")).exists();

        Files.delete(store.find(sha256(first.bytes())).orElseThrow());
        assertThat(build(read()).known()).isZero();

        store.retain(Set.of());
        archives.forgetGone();
        assertThat(directory.resolve("packed")).isEmptyDirectory();
    }

    private Tree read() throws IOException {
        return read(Owners.KEPT);
    }

    private Tree read(Owners owners) throws IOException {
        var limits = new TreeLimits(1L << 40, 1_000_000);
        return new DirectoryReader(owners, limits, Reserved.NOTHING, _ -> {}, _ -> {}).read(root);
    }

    private Archive build(Tree tree) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new ParallelZstdOutputStream(bytes, processors);
        var repacking = archives.pack("node", out, parts -> new CpioWriter(parts, 7, _ -> {}, clock).write(tree));
        var sha256 = sha256(bytes.toByteArray());
        archives.remember("node", out.packer(), repacking, sha256);
        store.adopt(Files.write(directory.resolve("made"), bytes.toByteArray()), sha256);
        return new Archive(bytes.toByteArray(), repacking.known());
    }

    /// {@return the archive as it is where nothing is known}
    private byte[] anew(Tree tree) throws IOException {
        var bytes = new ByteArrayOutputStream();
        PackedArchives.NONE.pack(
                "node",
                new ParallelZstdOutputStream(bytes, processors),
                parts -> new CpioWriter(parts, 7, _ -> {}, clock).write(tree));
        return bytes.toByteArray();
    }

    /// {@return how many parts of the newest archive can be told without reading them}
    private int parts() throws IOException {
        return Files.readAllLines(directory.resolve("packed/node")).size() - 3;
    }

    private void assertUnpacksTo(byte[] packed) throws IOException {
        Commands.require("zstd", "cpio");
        Files.write(directory.resolve("archive"), packed);
        Commands.run(
                directory,
                "rm -rf unpacked && mkdir unpacked && cd unpacked && zstd -dc ../archive | cpio -idm --quiet && cd .."
                        + " && diff -r root unpacked");
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }

    /// Half noise, half text.
    private static byte[] content(int seed, int size) {
        var random = new Random(seed);
        var bytes = new byte[size];
        random.nextBytes(bytes);
        for (var i = 0; i < size / 2; i++) {
            bytes[i] = (byte) ('a' + (bytes[i] & 7));
        }
        return bytes;
    }
}
