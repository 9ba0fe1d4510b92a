package io.rackboot.dhcp.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Await;
import io.rackboot.dhcp.lease.journal.OutboxFact;
import io.rackboot.dhcp.lease.journal.Pending;
import io.rackboot.dhcp.wire.Octets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxPublisherTest {
    private record Sending(OutboxFact fact, Runnable published, Consumer<String> refused) {}

    /// Facts on disk.
    private static final class Disk implements Outbox {
        private final TreeMap<Long, OutboxFact> facts = new TreeMap<>();
        private final List<Long> marked = new ArrayList<>();
        private int failures;

        synchronized void cannotBeRead(int times) {
            failures = times;
        }

        synchronized void add(long... sequences) {
            LongStream.of(sequences)
                    .forEach(sequence ->
                            facts.put(sequence, new OutboxFact("id-" + sequence, "boot.r.m.fact", Octets.EMPTY)));
        }

        @Override
        public synchronized List<Pending> pending(long after, int limit) throws IOException {
            if (failures > 0) {
                failures--;
                throw new IOException("the disk is away");
            }
            return facts.tailMap(after, false).entrySet().stream()
                    .limit(limit)
                    .map(fact -> new Pending(fact.getKey(), fact.getValue()))
                    .toList();
        }

        @Override
        public synchronized void published(long upTo) {
            marked.add(upTo);
            facts.headMap(upTo, true).clear();
        }

        synchronized List<Long> marked() {
            return List.copyOf(marked);
        }
    }

    /// A way to NATS that answers when it is told to.
    private static final class Channel implements FactChannel {
        private final List<Sending> sent = new ArrayList<>();
        private volatile boolean open = true;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public synchronized void send(OutboxFact fact, Runnable published, Consumer<String> refused) {
            sent.add(new Sending(fact, published, refused));
        }

        synchronized Sending get(int index) {
            return sent.get(index);
        }

        synchronized List<String> ids() {
            return sent.stream().map(sending -> sending.fact().id()).toList();
        }

        void await(int count) {
            Await.until(count + " facts sent", () -> ids().size() >= count);
        }
    }

    private final Disk disk = new Disk();
    private final Channel channel = new Channel();
    private OutboxPublisher publisher = OutboxPublisher.start(disk, channel, Duration.ofMillis(100));

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void whatIsPendingAtTheStartGoesFirstAndInOrder() {
        publisher.close();
        disk.add(3, 4, 9);

        publisher = OutboxPublisher.start(disk, channel, Duration.ofMillis(100));

        channel.await(3);
        assertThat(channel.ids()).containsExactly("id-3", "id-4", "id-9");
    }

    @Test
    void aFactIsMarkedWhenAllBeforeItArePublished() {
        disk.add(1, 2, 5);
        publisher.wake();
        channel.await(3);

        channel.get(2).published().run();
        channel.get(1).published().run();
        assertThat(disk.marked()).isEmpty();
        channel.get(0).published().run();

        assertThat(disk.marked()).containsExactly(5L);
    }

    @Test
    void noMoreThanAWindowIsOnItsWay() {
        disk.add(LongStream.rangeClosed(1, 1200).toArray());
        publisher.wake();
        channel.await(512);

        channel.get(0).published().run();
        channel.await(513);

        assertThat(channel.ids()).hasSize(513).last().isEqualTo("id-513");
        for (int next = 1; next < 1200; next++) {
            channel.await(next + 1);
            channel.get(next).published().run();
        }
        assertThat(disk.marked()).hasSize(1200).last().isEqualTo(1200L);
    }

    @Test
    void withoutNatsFactsStayOnDisk() {
        channel.open = false;
        disk.add(1);
        publisher.wake();
        disk.add(2);
        assertThat(channel.ids()).isEmpty();

        channel.open = true;
        publisher.wake();

        channel.await(2);
        assertThat(channel.ids()).containsExactly("id-1", "id-2");
    }

    @Test
    void aRefusedFactAndAllAfterItAreSentAgain() {
        disk.add(1, 2, 3);
        publisher.wake();
        channel.await(3);

        channel.get(0).published().run();
        channel.get(2).published().run();
        channel.get(1).refused().accept("the stream is full");

        channel.await(5);
        assertThat(channel.ids()).containsExactly("id-1", "id-2", "id-3", "id-2", "id-3");
        channel.get(3).published().run();
        channel.get(4).published().run();
        assertThat(disk.marked()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void factsThatCannotBeReadAreReadAgainWithoutAnybodyWaking() {
        publisher.close();
        disk.add(1, 2);
        disk.cannotBeRead(4);

        publisher = OutboxPublisher.start(disk, channel, Duration.ofMillis(20));

        channel.await(2);
        assertThat(channel.ids()).containsExactly("id-1", "id-2");
    }
}
