package io.rackboot.inventory.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.fact.BootFact;
import io.rackboot.inventory.boot.Story;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Freshness;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.Nats;
import io.rackboot.nats.Replica;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueueDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private boolean connected = true;
    private final Instant before = Instant.now();
    private final Replay replay = new Replay(new Nats() {
        @Override
        public boolean connected() {
            return connected;
        }

        @Override
        public void whenConnected(Runnable action) {
            throw new AssertionError("a replay asks whether there is a connection, and nothing else");
        }

        @Override
        public KeyValue keyValue(BucketDefinition bucket) {
            throw new AssertionError("a replay asks whether there is a connection, and nothing else");
        }

        @Override
        public Replica replica(BucketDefinition bucket, Path snapshot) {
            throw new AssertionError("a replay asks whether there is a connection, and nothing else");
        }

        @Override
        public WorkQueue workQueue(WorkQueueDefinition queue) {
            throw new AssertionError("a replay asks whether there is a connection, and nothing else");
        }
    });

    private static HeardFact stored(Instant time) {
        var event = Story.begin().plainLease(0).events().getFirst();
        return new HeardFact(event, (BootFact) event.fact(), new byte[0], time);
    }

    @Test
    void theFirstFactOfThePresentEndsThePast() {
        replay.connected();
        replay.heard(before.minusSeconds(1));
        assertThat(replay.freshness()).isEqualTo(Freshness.COLD);

        replay.heard(Instant.now().plusSeconds(1));
        assertThat(replay.freshness()).isEqualTo(Freshness.LIVE);
        connected = false;
        assertThat(replay.freshness()).isEqualTo(Freshness.STALE);
    }

    @Test
    void whatTheStreamTookADayAgoIsNoNews() {
        assertThat(replay.isNews(stored(before.minus(Duration.ofDays(29))))).isFalse();
        assertThat(replay.isNews(stored(before.minus(Duration.ofHours(25))))).isFalse();
        assertThat(replay.isNews(stored(before.minus(Duration.ofHours(23))))).isTrue();
        assertThat(replay.isPresent(stored(before.minusSeconds(1)))).isFalse();
        assertThat(replay.isPresent(stored(Instant.now().plusSeconds(1)))).isTrue();
    }
}
