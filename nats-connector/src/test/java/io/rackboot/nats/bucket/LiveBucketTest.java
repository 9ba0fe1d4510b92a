package io.rackboot.nats.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Eventually;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import io.rackboot.nats.ScanOutcome;
import io.rackboot.nats.WriteOutcome;
import io.rackboot.nats.WriteOutcome.Written;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.Links;
import io.rackboot.nats.testing.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveBucketTest {
    private NatsServer server;
    private Link link;
    private KeyValue bucket;

    @BeforeEach
    void start() {
        server = NatsServer.start();
        link = Links.to(server);
        Eventually.holds(link::connected);
        bucket = LiveBucket.of(link, BucketDefinition.of("machines"));
    }

    @AfterEach
    void stop() {
        link.close();
        server.close();
    }

    @Test
    void aKeyIsAbsentThenFoundThenAbsentAgain() {
        assertThat(bucket.get("a")).isEqualTo(new ReadOutcome.Absent());
        assertThat(bucket.put("a", bytes("one"))).isEqualTo(new Written(1));
        assertThat(found("a")).isEqualTo("one at 1");
        assertThat(bucket.put("a", bytes("two"))).isEqualTo(new Written(2));
        assertThat(found("a")).isEqualTo("two at 2");
        assertThat(bucket.delete("a", 2)).isEqualTo(new Written(3));
        assertThat(bucket.get("a")).isEqualTo(new ReadOutcome.Absent());
    }

    @Test
    void theTimeOfAValueIsTheServersAndAnEmptyValueIsAValue() {
        var before = Instant.now().minusSeconds(1);
        bucket.put("a", new byte[0]);
        assertThat(bucket.get("a")).isInstanceOfSatisfying(ReadOutcome.Found.class, found -> {
            assertThat(found.entry().value()).isEmpty();
            assertThat(found.entry().created()).isBetween(before, Instant.now().plusSeconds(1));
        });
    }

    @Test
    void aScanHandsOverTheNewestValueOfEveryKeyThatIsThere() {
        IntStream.range(0, 1200).forEach(i -> bucket.putAsync("key" + i, bytes("old " + i)));
        IntStream.range(0, 1200).forEach(i -> bucket.putAsync("key" + i, bytes("new " + i)));
        assertThat(bucket.put("gone", bytes("x"))).isEqualTo(new Written(2401));
        bucket.delete("gone", 2401);

        var seen = new TreeMap<String, String>();
        assertThat(bucket.scan(entry -> seen.put(entry.key(), new String(entry.value(), StandardCharsets.UTF_8))))
                .isEqualTo(new ScanOutcome.Whole());

        assertThat(seen).hasSize(1200).containsEntry("key7", "new 7").doesNotContainKey("gone");
        assertThat(seen.values()).allMatch(value -> value.startsWith("new "));
    }

    @Test
    void aScanOfAnEmptyBucketHandsOverNothing() {
        assertThat(bucket.scan(entry -> fail("%s", entry))).isEqualTo(new ScanOutcome.Whole());
    }

    @Test
    void aScanWithoutAServerSaysWhy() {
        server.close();
        assertThat(bucket.scan(entry -> fail("%s", entry)))
                .isInstanceOfSatisfying(
                        ScanOutcome.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason()).contains("bucket 'machines'"));
    }

    @Test
    void createConflictsWithAValueButNotWithARemovedOne() {
        assertThat(bucket.create("a", bytes("one"))).isEqualTo(new Written(1));
        assertThat(bucket.create("a", bytes("two"))).isEqualTo(conflict("a"));
        assertThat(found("a")).isEqualTo("one at 1");
        bucket.delete("a", 1);
        assertThat(bucket.create("a", bytes("three"))).isEqualTo(new Written(3));
    }

    @Test
    void updateAndDeleteConflictWithAnotherRevision() {
        bucket.put("a", bytes("one"));
        bucket.put("b", bytes("other"));
        assertThat(bucket.update("a", bytes("two"), 1)).isEqualTo(new Written(3));
        assertThat(bucket.update("a", bytes("three"), 1)).isEqualTo(conflict("a"));
        assertThat(bucket.delete("a", 1)).isEqualTo(conflict("a"));
        assertThat(bucket.delete("a", 2)).isEqualTo(conflict("a"));
        assertThat(found("a")).isEqualTo("two at 3");
    }

    @Test
    void ofManyWritersWithOneRevisionOneWins() {
        bucket.put("a", bytes("one"));
        var outcomes = IntStream.range(0, 32)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> bucket.update("a", bytes("by " + i), 1), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(outcomes.stream().filter(Written.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(WriteOutcome.Conflict.class::isInstance))
                .hasSize(31);
    }

    @Test
    void pipelinedPutsKeepTheirOrder() {
        var puts = IntStream.range(0, 10_000)
                .mapToObj(i -> bucket.putAsync("k" + i % 10, bytes("v" + i)).toCompletableFuture())
                .toList();
        var outcomes = puts.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 10_000)
                        .<WriteOutcome>mapToObj(Written::new)
                        .toList());
        assertThat(found("k3")).isEqualTo("v9993 at 9994");
    }

    @Test
    void aPipelinedDeleteRemoves() {
        bucket.put("a", bytes("one"));
        assertThat(bucket.deleteAsync("a").toCompletableFuture().join()).isEqualTo(new Written(2));
        assertThat(bucket.get("a")).isEqualTo(new ReadOutcome.Absent());
    }

    @Test
    void withoutTheServerEveryCallSaysSoAtOnce() {
        server.kill();
        Eventually.holds(() -> !link.connected());
        assertThat(bucket.get("a")).isInstanceOf(ReadOutcome.Unavailable.class);
        assertThat(bucket.create("a", bytes("x"))).isInstanceOf(WriteOutcome.Unavailable.class);
        assertThat(bucket.update("a", bytes("x"), 1)).isInstanceOf(WriteOutcome.Unavailable.class);
        assertThat(bucket.put("a", bytes("x"))).isInstanceOf(WriteOutcome.Unavailable.class);
        assertThat(bucket.delete("a", 1)).isInstanceOf(WriteOutcome.Unavailable.class);
        assertThat(bucket.putAsync("a", bytes("x")).toCompletableFuture().join())
                .isInstanceOfSatisfying(
                        WriteOutcome.Unavailable.class,
                        away -> assertThat(away.reason())
                                .startsWith("bucket 'machines': NATS (" + server.url() + ") is away: "));
        assertThat(bucket.deleteAsync("a").toCompletableFuture().join()).isInstanceOf(WriteOutcome.Unavailable.class);
    }

    @Test
    void writesInFlightWhenTheServerDiesEndAndAcknowledgedOnesAreKept() {
        var puts = new ArrayList<CompletableFuture<WriteOutcome>>();
        for (var i = 0; i < 5_000; i++) {
            if (i == 2_500) {
                puts.getFirst().join(); // else all might be on their way still
                server.kill();
            }
            puts.add(bucket.putAsync("k" + i, bytes("v" + i)).toCompletableFuture());
        }
        var outcomes = puts.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes.getLast()).isInstanceOf(WriteOutcome.Unavailable.class);

        server.restart();
        Eventually.holds(link::connected);

        var kept = 0;
        for (var i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Written(var revision)) {
                kept++;
                assertThat(found("k" + i)).isEqualTo("v" + i + " at " + revision);
            }
        }
        assertThat(kept).isPositive();
    }

    @Test
    void theBucketIsMadeWithItsHistoryAndTimeAndNeverAltered() throws Exception {
        var ttl = new BucketDefinition("short", 5, Optional.of(Duration.ofHours(2)));
        assertThat(LiveBucket.of(link, ttl).put("a", bytes("x"))).isEqualTo(new Written(1));
        assertThat(LiveBucket.of(link, BucketDefinition.of("short")).put("a", bytes("y")))
                .isEqualTo(new Written(2));
        var made = link.management(link.connection().orElseThrow())
                .getStreamInfo("KV_short")
                .getConfiguration();
        assertThat(made.getMaxMsgsPerSubject()).isEqualTo(5);
        assertThat(made.getMaxAge()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void aBucketThatSomebodyDeletedIsMadeAgain() throws Exception {
        bucket.put("a", bytes("one"));
        link.management(link.connection().orElseThrow()).deleteStream("KV_machines");
        assertThat(bucket.put("a", bytes("two"))).isInstanceOf(WriteOutcome.Unavailable.class);
        assertThat(bucket.put("a", bytes("three"))).isEqualTo(new Written(1));
    }

    @Test
    void aValueTooLargeForTheServerIsRefusedWithTheReason() {
        assertThat(bucket.put("a", new byte[2 << 20]))
                .isInstanceOfSatisfying(
                        WriteOutcome.Unavailable.class,
                        refused -> assertThat(refused.reason()).contains("payload"));
        assertThat(bucket.put("a", bytes("small"))).isEqualTo(new Written(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a.*", "a.>", "ä", "a\r\nPUB x 0"})
    void aKeyThatIsNoneIsRefused(String key) {
        assertThatThrownBy(() -> bucket.get(key)).hasMessage("not a key: '" + key + "'");
        assertThatThrownBy(() -> bucket.put(key, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bucket.delete(key, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bucket.putAsync(key, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void definitionsThatNoServerTakesAreRefused() {
        assertThatThrownBy(() -> BucketDefinition.of("a.b")).hasMessage("not a bucket name: 'a.b'");
        assertThatThrownBy(() -> new BucketDefinition("a", 65, Optional.empty()))
                .hasMessage("history of bucket 'a' is not 1 to 64: 65");
    }

    private String found(String key) {
        return bucket.get(key) instanceof ReadOutcome.Found(var entry)
                ? new String(entry.value(), StandardCharsets.UTF_8) + " at " + entry.revision()
                : "nothing";
    }

    private static WriteOutcome conflict(String key) {
        return new WriteOutcome.Conflict("key '" + key + "' of bucket 'machines' has another revision");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
