package io.rackboot.dhcp.lease.journal;

import static io.rackboot.dhcp.lease.journal.Journals.durable;
import static io.rackboot.dhcp.lease.journal.Samples.fact;
import static io.rackboot.dhcp.lease.journal.Samples.facts;
import static io.rackboot.dhcp.lease.journal.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Await;
import io.rackboot.dhcp.lease.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseJournalTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private Opened.Ready open() {
        return Journals.open(directory);
    }

    private static List<Lease> sorted(List<Lease> leases) {
        return leases.stream().sorted(Comparator.comparing(Lease::address)).toList();
    }

    @Test
    void givesBackWhatWasCommitted() throws IOException {
        try (var journal = open().journal()) {
            durable(journal, List.of(lease(1, 0), lease(2, 1)), facts(1, 2));
            durable(journal, List.of(lease(1, 2)), List.of(fact(3)));
            durable(journal, List.of(), List.of(fact(4)));
            durable(journal, List.of(lease(3, 3)), List.of());
        }
        var again = open();
        try (var journal = again.journal()) {
            assertThat(again.notes()).isEmpty();
            assertThat(sorted(again.leases())).containsExactly(lease(1, 2), lease(2, 1), lease(3, 3));
            assertThat(journal.pending(0, 100))
                    .containsExactly(
                            new Pending(1, fact(1)),
                            new Pending(2, fact(2)),
                            new Pending(3, fact(3)),
                            new Pending(4, fact(4)));
            assertThat(journal.pending(2, 1)).containsExactly(new Pending(3, fact(3)));
            assertThat(journal.pending(4, 1)).isEmpty();
        }
    }

    @Test
    void forgetsPublishedFactsAndGoesOnCounting() throws IOException {
        try (var journal = open().journal()) {
            durable(journal, List.of(), facts(1, 3));
            journal.published(2);
            assertThat(journal.outboxSize()).isEqualTo(1);
            assertThat(journal.pending(0, 9)).containsExactly(new Pending(3, fact(3)));
        }
        try (var journal = open().journal()) {
            assertThat(journal.pending(0, 9)).containsExactly(new Pending(3, fact(3)));
            journal.published(3);
        }
        try (var journal = open().journal()) {
            assertThat(journal.outboxSize()).isZero();
            durable(journal, List.of(), List.of(fact(4)));
            assertThat(journal.pending(0, Integer.MAX_VALUE)).containsExactly(new Pending(4, fact(4)));
            assertThat(journal.pending(0, 9)).containsExactly(new Pending(4, fact(4)));
        }
    }

    /// More than are kept in memory: the first are read back from the file.
    @Test
    void givesFactsInOrderWhereverTheyAre() throws IOException {
        try (var journal = open().journal()) {
            durable(journal, List.of(), facts(1, 700));
            durable(journal, List.of(), facts(701, 1500));

            assertThat(journal.pending(0, 9999)).extracting(Pending::fact).isEqualTo(facts(1, 1500));
            assertThat(journal.pending(0, 9999))
                    .extracting(Pending::sequence)
                    .isEqualTo(LongStream.rangeClosed(1, 1500).boxed().toList());
            assertThat(journal.pending(400, 100)).extracting(Pending::fact).isEqualTo(facts(401, 500));
            assertThat(journal.pending(450, 100)).extracting(Pending::fact).isEqualTo(facts(451, 550));
            assertThat(journal.pending(1000, 200)).extracting(Pending::fact).isEqualTo(facts(1001, 1200));
            journal.published(1100);
            assertThat(journal.pending(0, 2)).extracting(Pending::fact).isEqualTo(facts(1101, 1102));
            assertThat(journal.pending(1499, 9)).containsExactly(new Pending(1500, fact(1500)));
            journal.published(1500);
            assertThat(journal.pending(0, 9)).isEmpty();
        }
    }

    @Test
    void tellsOutcomesInTheOrderOfCommitsAndWakesThePublisher() {
        try (var journal = open().journal()) {
            var woken = new CompletableFuture<Void>();
            journal.onPending(() -> woken.complete(null));
            var order = Collections.synchronizedList(new ArrayList<Integer>());
            var last = new CompletableFuture<Void>();
            for (int i = 0; i < 1000; i++) {
                var number = i;
                journal.commit(Samples.commit(i, i), outcome -> {
                    assertThat(outcome).isEqualTo(new CommitOutcome.Durable());
                    order.add(number);
                    if (number == 999) {
                        last.complete(null);
                    }
                });
            }
            last.orTimeout(30, TimeUnit.SECONDS).join();
            woken.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(order).isEqualTo(IntStream.range(0, 1000).boxed().toList());
            assertThat(journal.statistics().groups()).isLessThan(1000);
        }
    }

    @Test
    void anInterruptedReaderGetsItsFactsAndClosesTheFileForNobody() throws IOException {
        try (var journal = open().journal()) {
            durable(journal, List.of(), facts(1, 2));
        }
        try (var journal = open().journal()) {
            Thread.currentThread().interrupt();
            var read = journal.pending(0, 9);
            assertThat(Thread.interrupted()).isTrue();

            assertThat(read).extracting(Pending::fact).isEqualTo(facts(1, 2));
            durable(journal, List.of(lease(1, 1)), List.of(fact(3)));
            assertThat(journal.pending(2, 9)).containsExactly(new Pending(3, fact(3)));
        }
        assertThat(open().leases()).containsExactly(lease(1, 1));
    }

    @Test
    void aClosedJournalSaysSo() {
        var journal = open().journal();
        journal.close();
        assertThat(Journals.commit(journal, List.of(lease(1, 0)), List.of()))
                .isEqualTo(new CommitOutcome.Failed("the lease journal is closed"));
    }

    @Test
    void everyCommitIsAnsweredOnceWhenTheJournalIsClosedMeanwhile() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            var at = directory.resolve("round-" + round);
            var journal = Journals.open(at).journal();
            var begun = new AtomicInteger();
            var durable = new AtomicInteger();
            var failed = new AtomicInteger();
            var committers = IntStream.range(0, 4)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                        while (failed.get() == 0) {
                            if (begun.get() - durable.get() > 200) {
                                Thread.yield();
                                continue;
                            }
                            var number = begun.incrementAndGet();
                            journal.commit(
                                    new Commit(List.of(lease(number, 0)), List.of()),
                                    outcome -> (outcome instanceof CommitOutcome.Durable ? durable : failed)
                                            .incrementAndGet());
                        }
                    }))
                    .toList();
            Await.until("a commit", () -> durable.get() > 0);
            journal.close();
            for (var committer : committers) {
                committer.join();
            }
            assertThat(durable.get() + failed.get()).isEqualTo(begun.get());
            var again = Journals.open(at);
            again.journal().close();
            assertThat(again.leases()).hasSize(durable.get());
        }
    }
}
