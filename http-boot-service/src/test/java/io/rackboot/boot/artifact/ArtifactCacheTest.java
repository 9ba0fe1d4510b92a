package io.rackboot.boot.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.FileRole;
import io.rackboot.events.document.Artifact;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ArtifactCacheTest {
    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)),
            Duration.ZERO);

    @TempDir
    Path directory;

    private final FakeImageService images = FakeImageService.start();
    private final List<Fill> fills = new CopyOnWriteArrayList<>();
    private final byte[] content = new byte[3_000_000];
    private Artifact kernel;
    private ArtifactCache cache;

    @BeforeEach
    void makeCache() throws IOException {
        new Random(1).nextBytes(content);
        kernel = images.add(FileRole.KERNEL, "vmlinuz", content);
        cache = open(SHORT);
    }

    @AfterEach
    void stop() {
        images.close();
    }

    @Test
    void aFileIsFetchedCheckedAndKept() throws IOException {
        var fill = cache.obtain(kernel).join();

        assertThat(fill)
                .isEqualTo(new Fill.Ready(
                        new CachedFile(directory.resolve(kernel.sha256()), content.length, kernel.sha256())));
        assertThat(directory.resolve(kernel.sha256())).hasBinaryContent(content);
        assertThat(names()).containsExactly(kernel.sha256());
        assertThat(fills).containsExactly(fill);
        assertThat(cache.obtain(kernel).join()).isEqualTo(fill);
        assertThat(images.ranges()).containsExactly("");
    }

    @Test
    void anEmptyFileIsAFile() {
        var empty = images.add(FileRole.OTHER, "empty", new byte[0]);

        assertThat(cache.obtain(empty).join()).isInstanceOf(Fill.Ready.class);
    }

    @Test
    void manyWhoWantTheSameShareOneTransfer() {
        var gate = new CountDownLatch(1);
        images.behave((exchange, bytes) -> {
            await(gate);
            FakeImageService.whole(exchange, bytes);
        });

        var wanted = IntStream.range(0, 100).mapToObj(_ -> cache.obtain(kernel)).toList();
        assertThat(cache.progress(kernel.sha256()).orElseThrow().text()).isEqualTo("0 % of 2.9 MiB");
        gate.countDown();

        assertThat(wanted).allSatisfy(fill -> assertThat(fill.join()).isInstanceOf(Fill.Ready.class));
        assertThat(images.ranges()).hasSize(1);
        assertThat(cache.progress(kernel.sha256())).isEmpty();
    }

    @Test
    void oneWhoStopsWaitingDoesNotStopTheOthers() {
        var gate = new CountDownLatch(1);
        images.behave((exchange, bytes) -> {
            await(gate);
            FakeImageService.whole(exchange, bytes);
        });
        var first = cache.obtain(kernel);
        var second = cache.obtain(kernel);

        first.cancel(true);
        gate.countDown();

        assertThat(second.join()).isInstanceOf(Fill.Ready.class);
    }

    @Test
    void noMoreThanFourTransfersRunAtOnce() {
        var gate = new CountDownLatch(1);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(4);
        images.behave((exchange, bytes) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            begun.countDown();
            await(gate);
            running.decrementAndGet();
            FakeImageService.whole(exchange, bytes);
        });

        var patient = open(new Patience(Duration.ofSeconds(2), Duration.ofSeconds(20), List.of(), Duration.ZERO));
        var fills = IntStream.range(0, 12)
                .mapToObj(i -> patient.obtain(images.add(FileRole.OTHER, "f" + i, new byte[] {(byte) i})))
                .toList();
        await(begun);
        gate.countDown();

        assertThat(fills).allSatisfy(fill -> assertThat(fill.join()).isInstanceOf(Fill.Ready.class));
        assertThat(most).hasValue(4);
    }

    @Test
    void anotherContentIsAnErrorThatNamesBothDigestsAndLeavesNothing() throws IOException {
        var other = content.clone();
        other[1_000_000] ^= 1;
        images.replace(kernel, other);

        var failed = failure(kernel);

        assertThat(failed.fault()).isEqualTo(Fault.MISMATCH);
        assertThat(failed.detail())
                .contains("vmlinuz from " + kernel.location())
                .contains("SHA-256 is " + sha256(other))
                .contains("the document says " + kernel.sha256());
        assertThat(names()).isEmpty();
    }

    @Test
    void anotherSizeIsAnErrorBeforeTheTransfer() {
        images.replace(kernel, Arrays.copyOf(content, 10));

        assertThat(failure(kernel).detail()).contains("it has 10 bytes, the document says 3000000");
        assertThat(images.ranges()).hasSize(1);
    }

    @Test
    void contentOfNoAnnouncedLengthThatGoesOnIsCutOff() throws IOException {
        images.behave((exchange, bytes) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().write(bytes);
        });

        var failed = failure(kernel);

        assertThat(failed.fault()).isEqualTo(Fault.MISMATCH);
        assertThat(failed.detail()).contains("it goes on after the 3000000 bytes of the document");
        assertThat(names()).isEmpty();
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() {
        images.behave((exchange, bytes) -> {
            images.behave(FakeImageService::whole);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 1_000_000);
            exchange.getResponseBody().flush();
        });

        assertThat(cache.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
        assertThat(images.ranges()).hasSize(2).startsWith("");
        assertThat(images.ranges().getLast()).matches("bytes=[1-9][0-9]{0,6}-");
    }

    @Test
    void aServerWithoutRangesIsReadFromTheBeginningAgain() {
        images.behave((exchange, bytes) -> {
            images.behave((again, all) -> {
                again.sendResponseHeaders(200, all.length);
                again.getResponseBody().write(all);
            });
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 1_000_000);
            exchange.getResponseBody().flush();
        });

        assertThat(cache.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
        assertThat(directory.resolve(kernel.sha256())).hasBinaryContent(content);
    }

    @Test
    void oneThatBreaksEveryTimeIsGivenUp() throws IOException {
        images.behave((exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 1);
            exchange.getResponseBody().flush();
        });

        var failed = failure(kernel);

        assertThat(failed.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(failed.detail()).contains("after 4 attempts").contains("is image-service up");
        assertThat(images.ranges()).hasSize(4);
        assertThat(names()).isEmpty();
    }

    @Test
    void oneThatFallsSilentIsGivenUp() {
        var gate = new CountDownLatch(1);
        images.behave((exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 1000);
            exchange.getResponseBody().flush();
            await(gate);
        });

        assertThat(failure(kernel).detail()).contains("Read timed out").contains("after 4 attempts");
        gate.countDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void aServerInTroubleIsAskedAgain(int status) {
        images.behave((exchange, bytes) -> {
            images.behave(FakeImageService::whole);
            FakeImageService.status(status).answer(exchange, bytes);
        });

        assertThat(cache.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
        assertThat(images.ranges()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 403, 404, 410, 204})
    void anyOtherStatusIsFinal(int status) {
        images.behave(FakeImageService.status(status));

        var failed = failure(kernel);

        assertThat(failed.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(failed.detail()).contains("HTTP status " + status);
        assertThat(images.ranges()).hasSize(1);
    }

    @Test
    void nobodyThereIsUnavailable() {
        images.close();

        assertThat(failure(kernel).detail()).contains("ConnectException").contains("after 4 attempts");
    }

    @Test
    void aFailureIsRememberedForAWhile() {
        var grudging = open(new Patience(Duration.ofSeconds(2), Duration.ofSeconds(2), List.of(), Duration.ofHours(1)));
        images.behave(FakeImageService.status(404));
        grudging.obtain(kernel).join();
        images.behave(FakeImageService::whole);

        assertThat(grudging.obtain(kernel).join()).isInstanceOf(Fill.Failed.class);
        assertThat(images.ranges()).hasSize(1);
        assertThat(failure(new Artifact(FileRole.OTHER, "x", 1, "0".repeat(64), images.url("/x")))
                        .detail())
                .contains("404");
    }

    @Test
    void aFailureIsTriedAgainAfterwards() {
        images.behave(FakeImageService.status(404));
        failure(kernel);
        images.behave(FakeImageService::whole);

        assertThat(cache.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
    }

    @Test
    void whatHasNoRoomIsNotBegun() throws IOException {
        var huge = new Artifact(FileRole.ROOT, "root.img", 1L << 60, "0".repeat(64), images.url("/x"));

        var failed = failure(huge);

        assertThat(failed.fault()).isEqualTo(Fault.DISK);
        assertThat(failed.detail())
                .startsWith("the cache directory " + directory + " does not take root.img")
                .endsWith("make room on its file system");
        assertThat(images.ranges()).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void aDigestThatNoDocumentNamesIsNotFetched() {
        assertThat(cache.obtain("0".repeat(64), Optional.empty()).join())
                .isEqualTo(new Fill.Failed(
                        Fault.UNNAMED, "no published image has a file with the digest " + "0".repeat(64)));
        assertThat(images.ranges()).isEmpty();
    }

    @Test
    void filesOfAnEarlierRunAreCheckedAndUsed() throws IOException {
        cache.obtain(kernel).join();
        var later = open(SHORT);
        later.checkAll();

        assertThat(later.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
        assertThat(later.obtain(kernel.sha256(), Optional.empty()).join()).isInstanceOf(Fill.Ready.class);
        assertThat(images.ranges()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 3_000_000})
    void damagedFilesOfAnEarlierRunAreFetchedAgain(int length) throws IOException {
        var damaged = Arrays.copyOf(content, length);
        damaged[5] ^= 1;
        Files.write(directory.resolve(kernel.sha256()), damaged);
        var later = open(SHORT);
        later.checkAll();
        assertThat(names()).isEmpty();

        assertThat(later.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
        assertThat(directory.resolve(kernel.sha256())).hasBinaryContent(content);
    }

    @Test
    void aFileThatIsCutOrRemovedLaterIsFetchedAgain() throws IOException {
        cache.obtain(kernel).join();
        Files.write(directory.resolve(kernel.sha256()), new byte[10]);
        assertThat(cache.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
        assertThat(directory.resolve(kernel.sha256())).hasBinaryContent(content);

        Files.delete(directory.resolve(kernel.sha256()));
        assertThat(cache.obtain(kernel).join()).isInstanceOf(Fill.Ready.class);
        assertThat(images.ranges()).hasSize(3);
    }

    @Test
    void draftsOfAnEarlierRunAreRemoved() throws IOException {
        Files.write(directory.resolve(kernel.sha256() + ".x.part"), new byte[10]);
        Files.writeString(directory.resolve("README"), "not a digest");
        open(SHORT).checkAll();

        assertThat(names()).containsExactly("README");
    }

    @Test
    void aLocationThatIsNoUrlOfAServerIsUnavailable() {
        var odd = new Artifact(FileRole.OTHER, "x", 1, "0".repeat(64), URI.create("http://127.0.0.1:1/x"));

        assertThat(failure(odd).fault()).isEqualTo(Fault.UNAVAILABLE);
    }

    private Fill.Failed failure(Artifact artifact) {
        return switch (cache.obtain(artifact).join()) {
            case Fill.Failed failed -> failed;
            case Fill.Ready ready -> throw new AssertionError("unexpected " + ready);
        };
    }

    private ArtifactCache open(Patience patience) {
        try {
            return new ArtifactCache(CacheDirectory.open(directory), patience, fills::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String sha256(byte[] bytes) {
        var digest = CacheDirectory.sha256();
        digest.update(bytes);
        return CacheDirectory.hex(digest);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
