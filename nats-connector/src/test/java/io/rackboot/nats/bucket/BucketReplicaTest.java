package io.rackboot.nats.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Change;
import io.rackboot.nats.Entry;
import io.rackboot.nats.Eventually;
import io.rackboot.nats.Freshness;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.Replica;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.Links;
import io.rackboot.nats.testing.NatsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BucketReplicaTest {
    private static final BucketDefinition BUCKET = BucketDefinition.of("machines");

    @TempDir
    Path directory;

    private NatsServer server;
    private Link link;
    private KeyValue bucket;

    @BeforeEach
    void start() {
        server = NatsServer.start();
        link = Links.to(server);
        Eventually.holds(link::connected);
        bucket = LiveBucket.of(link, BUCKET);
    }

    @AfterEach
    void stop() {
        link.close();
        server.close();
    }

    @Test
    void holdsWhatIsThereAndThenEachChange() {
        bucket.put("a", bytes("1"));
        bucket.put("gone", bytes("x"));
        bucket.deleteAsync("gone").toCompletableFuture().join();
        var replica = live();
        assertThat(state(replica)).isEqualTo(Map.of("a", "1"));
        assertThat(replica.get("gone")).isEmpty();

        var changes = new CopyOnWriteArrayList<String>();
        replica.onChange(change -> changes.add(text(change)));
        bucket.put("b.c", bytes("2"));
        Eventually.holds(() -> changes.size() == 1); // with a history of 1, a value may be gone before it is sent
        bucket.put("a", bytes("3"));
        Eventually.holds(() -> changes.size() == 2);
        bucket.deleteAsync("b.c");
        Eventually.holds(() -> changes.size() == 3, () -> changes);
        assertThat(changes).containsExactly("b.c = 2 at 4", "a = 3 at 5", "b.c gone at 6");
        assertThat(state(replica)).isEqualTo(Map.of("a", "3"));
        assertThat(replica.get("a")).map(Entry::revision).contains(5L);
    }

    @Test
    void withoutServerAndSnapshotItIsColdAndEmpty() {
        server.stop();
        var replica = BucketReplica.of(link, BUCKET, file());
        assertThat(replica.freshness()).isEqualTo(Freshness.COLD);
        assertThat(replica.all()).isEmpty();
    }

    @Test
    void startsFromTheSnapshotWithoutAServer() {
        bucket.put("a", bytes("1"));
        bucket.put("b", bytes("2"));
        live().close();
        server.stop();

        try (var other = Links.to(server)) {
            var replica = BucketReplica.of(other, BUCKET, file());
            assertThat(replica.freshness()).isEqualTo(Freshness.SNAPSHOT);
            assertThat(state(replica)).isEqualTo(Map.of("a", "1", "b", "2"));

            server.restart();
            Eventually.holds(() -> replica.freshness() == Freshness.LIVE);
            assertThat(state(replica)).isEqualTo(Map.of("a", "1", "b", "2"));
        }
    }

    @Test
    void theSnapshotIsWrittenWhileItRuns() {
        var replica = live();
        bucket.put("a", bytes("1"));
        Eventually.holds(() -> replica.get("a").isPresent());
        Eventually.holds(
                () -> new SnapshotFile(file(), "machines").load() instanceof SnapshotFile.Loaded.Values(var entries)
                        && entries.equals(List.copyOf(replica.all())));
    }

    @Test
    void anEmptyBucketLeavesASnapshotToo() {
        live().close();
        assertThat(new SnapshotFile(file(), "machines").load()).isEqualTo(new SnapshotFile.Loaded.Values(List.of()));
    }

    @Test
    void whatChangedWhileAwayShowsAfterTheReconnect() {
        bucket.put("kept", bytes("1"));
        bucket.put("changed", bytes("1"));
        bucket.put("removed", bytes("1"));
        live().close();
        bucket.put("changed", bytes("2"));
        bucket.deleteAsync("removed").toCompletableFuture().join();
        bucket.put("new", bytes("1"));

        var changes = new CopyOnWriteArrayList<String>();
        try (var other = Links.to(server)) {
            server.stop();
            var replica = BucketReplica.of(other, BUCKET, file());
            replica.onChange(change -> changes.add(text(change)));
            server.restart();
            Eventually.holds(() -> replica.freshness() == Freshness.LIVE);
            assertThat(state(replica)).isEqualTo(Map.of("kept", "1", "changed", "2", "new", "1"));
        }
        assertThat(changes).containsExactly("changed = 2 at 4", "removed gone at 5", "new = 1 at 6");
    }

    /// A purged stream or a bucket made anew has not even a marker of what was removed.
    @Test
    void whatVanishedWithoutATraceWhileAwayVanishesHere() throws Exception {
        bucket.put("a", bytes("1"));
        bucket.put("b", bytes("1"));
        live().close();
        link.management(link.connection().orElseThrow()).deleteStream("KV_machines");
        Eventually.holds(() -> bucket.put("c", bytes("1")).equals(new io.rackboot.nats.WriteOutcome.Written(1)));

        var replica = live();
        assertThat(state(replica)).isEqualTo(Map.of("c", "1"));
    }

    @Test
    void followsAgainAfterAKilledServer() {
        var replica = live();
        var changes = new CopyOnWriteArrayList<String>();
        replica.onChange(change -> changes.add(text(change)));
        bucket.put("a", bytes("1"));
        Eventually.holds(() -> changes.size() == 1);

        server.kill();
        Eventually.holds(() -> replica.freshness() == Freshness.STALE);
        assertThat(state(replica)).isEqualTo(Map.of("a", "1"));

        server.restart();
        Eventually.holds(() -> replica.freshness() == Freshness.LIVE);
        bucket.put("a", bytes("2"));
        Eventually.holds(() -> changes.size() == 2);
        assertThat(changes).containsExactly("a = 1 at 1", "a = 2 at 2");
    }

    @Test
    void findsABucketThatWasMadeAnewWhileItFollowed() throws Exception {
        bucket.put("a", bytes("1"));
        var replica = live();
        link.management(link.connection().orElseThrow()).deleteStream("KV_machines");
        Eventually.holds(() -> replica.all().isEmpty());
        Eventually.holds(() -> bucket.put("b", bytes("2")) instanceof io.rackboot.nats.WriteOutcome.Written);
        Eventually.holds(() -> state(replica).equals(Map.of("b", "2")), () -> state(replica));
    }

    @Test
    void aCorruptSnapshotIsNoReasonNotToStart() throws IOException {
        bucket.put("a", bytes("1"));
        live().close();
        Files.write(file(), new byte[] {1, 2, 3});
        server.stop();

        try (var other = Links.to(server)) {
            var replica = BucketReplica.of(other, BUCKET, file());
            assertThat(replica.freshness()).isEqualTo(Freshness.COLD);
            server.restart();
            Eventually.holds(() -> replica.freshness() == Freshness.LIVE);
            assertThat(state(replica)).isEqualTo(Map.of("a", "1"));
        }
        assertThat(new SnapshotFile(file(), "machines").load()).isInstanceOf(SnapshotFile.Loaded.Values.class);
    }

    @Test
    void aSnapshotThatCannotBeWrittenDoesNotStopTheReplica() throws IOException {
        Files.createDirectories(file()); // a directory in the file's place
        var replica = live();
        bucket.put("a", bytes("1"));
        Eventually.holds(() -> replica.get("a").isPresent());
        replica.close();
    }

    @Test
    void valuesOutOfTheirTimeGoThoughTheServerIsSilent() {
        var definition = new BucketDefinition("short", 1, Optional.of(Duration.ofSeconds(1)));
        var shortLived = LiveBucket.of(link, definition);
        var replica = BucketReplica.of(link, definition, file());
        Eventually.holds(() -> replica.freshness() == Freshness.LIVE);
        var changes = new CopyOnWriteArrayList<String>();
        replica.onChange(change -> changes.add(text(change)));
        shortLived.put("a", bytes("1"));
        Eventually.holds(() -> changes.size() == 2);
        assertThat(changes).containsExactly("a = 1 at 1", "a gone at 1");
        assertThat(replica.all()).isEmpty();
    }

    @Test
    void aListenerThatFailsHindersNobody() {
        var replica = live();
        var changes = new CopyOnWriteArrayList<String>();
        replica.onChange(_ -> {
            throw new IllegalStateException("a listener that fails, on purpose");
        });
        replica.onChange(change -> changes.add(text(change)));
        bucket.put("a", bytes("1"));
        bucket.put("b", bytes("2"));
        Eventually.holds(() -> changes.size() == 2);
    }

    @Test
    void tenThousandKeysAreHeardWhole() {
        var last = IntStream.range(0, 10_000)
                .mapToObj(i -> bucket.putAsync("k." + i, bytes("v" + i)))
                .toList()
                .getLast();
        last.toCompletableFuture().join();
        var replica = live();
        assertThat(replica.all()).hasSize(10_000);
        assertThat(replica.get("k.4711")).map(entry -> text(entry.value())).contains("v4711");
    }

    @Test
    void nothingIsLeftOnTheServerAfterAClose() throws Exception {
        live().close();
        assertThat(link.management(link.connection().orElseThrow()).getConsumerNames("KV_machines"))
                .isEmpty();
    }

    private Replica live() {
        var replica = BucketReplica.of(link, BUCKET, file());
        Eventually.holds(() -> replica.freshness() == Freshness.LIVE, replica::freshness);
        return replica;
    }

    private Path file() {
        return directory.resolve("machines.snapshot");
    }

    private static Map<String, String> state(Replica replica) {
        return new TreeMap<>(replica.all().stream().collect(Collectors.toMap(Entry::key, e -> text(e.value()))));
    }

    private static String text(Change change) {
        return switch (change) {
            case Change.Put(var entry) -> entry.key() + " = " + text(entry.value()) + " at " + entry.revision();
            case Change.Removed(var key, var revision) -> key + " gone at " + revision;
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
