package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Commits a second, and how long a sync takes, for committers that each wait until their commit (one lease, one fact
/// of 400 bytes) is durable. To run it on the disk of a directory, after `mvn test-compile -pl dhcp-service`:
///
/// ```
/// cd dhcp-service && java -cp target/classes:target/test-classes \
///   io.rackboot.dhcp.lease.journal.JournalThroughput DIRECTORY [SECONDS]
/// ```
final class JournalThroughput {
    private static final List<Integer> COMMITTERS = List.of(1, 16, 256);
    private static final int ADDRESSES = 10_000;

    private final ConcurrentLinkedQueue<Long> syncs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();

    static void main(String[] arguments) throws IOException, InterruptedException {
        var parent = Path.of(arguments[0]);
        var time = Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5);
        System.out.println("committers  commits/s  syncs/s  mean sync ms  p99 sync ms");
        for (var committers : COMMITTERS) {
            var directory = Files.createTempDirectory(parent, "journal-throughput-");
            new JournalThroughput().measure(directory, committers, time);
            try (var files = Files.list(directory)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private void measure(Path directory, int committers, Duration time) throws InterruptedException {
        var opened = (Opened.Ready) Opening.of(directory, (path, options) -> timed(FileChannel.open(path, options)));
        try (var journal = opened.journal()) {
            commit(journal, committers, Duration.ofSeconds(1)); // to warm up
            var before = journal.statistics();
            syncs.clear();
            var began = System.nanoTime();
            commit(journal, committers, time);
            var seconds = (System.nanoTime() - began) / 1e9;
            var sorted = syncs.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(
                    "%10d  %9.0f  %7.0f  %12.2f  %11.2f%n",
                    committers,
                    (journal.statistics().commits() - before.commits()) / seconds,
                    sorted.length / seconds,
                    Arrays.stream(sorted).average().orElse(0) / 1e6,
                    sorted[(int) (sorted.length * 0.99)] / 1e6);
        }
    }

    private void commit(LeaseJournal journal, int committers, Duration time) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        var left = new CountDownLatch(committers);
        IntStream.range(0, committers)
                .forEach(_ -> Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() < end) {
                        durable(journal);
                    }
                    left.countDown();
                }));
        left.await();
    }

    private void durable(LeaseJournal journal) {
        var number = next.incrementAndGet();
        var outcome = new CompletableFuture<CommitOutcome>();
        journal.commit(
                new Commit(List.of(Samples.lease(number % ADDRESSES, number)), List.of(Samples.fact(number, 400))),
                outcome::complete);
        if (outcome.join() instanceof CommitOutcome.Failed(var reason)) {
            throw new IllegalStateException(reason);
        }
        if (number % 256 == 0) {
            journal.published(number - 256);
        }
    }

    private FileChannel timed(FileChannel channel) {
        return new ForwardingChannel(channel) {
            @Override
            public void force(boolean metaData) throws IOException {
                var began = System.nanoTime();
                super.force(metaData);
                syncs.add(System.nanoTime() - began);
            }
        };
    }
}
