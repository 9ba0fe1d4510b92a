package io.rackboot.dhcp.lease.journal;

import static io.rackboot.dhcp.lease.journal.Journals.byAddress;
import static io.rackboot.dhcp.lease.journal.Journals.durable;
import static io.rackboot.dhcp.lease.journal.Samples.fact;
import static io.rackboot.dhcp.lease.journal.Samples.facts;
import static io.rackboot.dhcp.lease.journal.Samples.leases;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Await;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.journal.WatchedDisk.Operation;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal that is written anew.
class LeaseJournalRewritingTest {
    private static final int HOSTS = 2000;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final WatchedDisk disk = new WatchedDisk();

    /// What one opening found.
    private record Found(String when, Map<Ip4Address, Lease> leases, List<Pending> pending) {}

    /// {@return whether it is the new file, its name not yet taken over}
    private static boolean isNew(Operation operation, Path path) {
        return path.toString().endsWith(".new") && (operation == Operation.OPEN || Files.exists(path));
    }

    @Test
    void isWrittenAnewWhenMostOfItIsOfThePast() throws IOException {
        var rounds = 0;
        var facts = 500;
        try (var journal = Journals.open(directory).journal()) {
            durable(journal, List.of(), facts(1, 500));
            journal.published(100);
            for (; journal.statistics().rewritings() < 3; rounds++) {
                durable(journal, leases(HOSTS, rounds), List.of(fact(++facts)));
                assertThat(rounds).isLessThan(10_000);
            }
            assertThat(journal.pending(0, 1)).containsExactly(new Pending(101, fact(101)));
            assertThat(journal.pending(0, facts)).extracting(Pending::fact).isEqualTo(facts(101, facts));
        }
        var again = Journals.open(directory);
        try (var journal = again.journal()) {
            assertThat(byAddress(again.leases())).isEqualTo(byAddress(leases(HOSTS, rounds - 1)));
            assertThat(journal.pending(0, facts)).extracting(Pending::fact).isEqualTo(facts(101, facts));
        }
        assertThat(directory.resolve("leases.journal.new")).doesNotExist();
    }

    /// What is on the disk before each operation is what a kill there leaves.
    @Test
    void aKillAtAnyStepLosesNothing() throws IOException {
        var begun = new CompletableFuture<Void>();
        var paused = new CompletableFuture<Void>();
        var found = Collections.synchronizedList(new ArrayList<Found>());
        var operations = Collections.synchronizedList(new ArrayList<String>());
        var rounds = 0;
        try (var journal = Journals.open(directory, disk).journal()) {
            durable(journal, List.of(), facts(1, 300));
            journal.published(50);
            disk.watch((operation, path) -> {
                if (operation == Operation.OPEN && isNew(operation, path)) {
                    begun.complete(null);
                } else if (begun.isDone() && Thread.currentThread().getName().endsWith("rewriting")) {
                    Await.until("no commit on its way", paused::isDone);
                    if (found.isEmpty()) { // what is committed meanwhile is taken over too
                        durable(journal, List.of(Samples.lease(HOSTS, 1)), facts(301, 305));
                        durable(journal, List.of(), facts(306, 306));
                    }
                    look(operation, path, operations, found);
                } else if (begun.isDone() && !found.isEmpty()) {
                    look(operation, path, operations, found);
                }
            });
            while (!begun.isDone()) {
                durable(journal, leases(HOSTS, rounds++), List.of());
            }
            paused.complete(null);
            Await.until("written anew", () -> journal.statistics().rewritings() == 1);
            durable(journal, List.of(), List.of());
        }
        var expected = byAddress(leases(HOSTS, rounds - 1));
        expected.put(Samples.lease(HOSTS, 1).address(), Samples.lease(HOSTS, 1));
        assertThat(found).allSatisfy(kill -> {
            assertThat(kill.leases()).as(kill.when()).isEqualTo(expected);
            assertThat(kill.pending()).extracting(Pending::fact).as(kill.when()).isEqualTo(facts(51, 306));
        });
        // The new file is synced before it takes the name, and the name before anything follows.
        var named = operations.lastIndexOf("FORCE new") + 1;
        assertThat(operations.lastIndexOf("WRITE new")).isBetween(1, named - 2);
        assertThat(operations.subList(named, operations.size())).startsWith("OPEN other", "FORCE other", "WRITE other");
    }

    private synchronized void look(Operation operation, Path path, List<String> operations, List<Found> found) {
        operations.add(operation + (isNew(operation, path) ? " new" : " other"));
        found.add(afterKill(operations.size() + ": " + operations.getLast()));
    }

    private Found afterKill(String when) {
        try {
            var copy = Files.createDirectory(directory.resolve("copy"));
            try (var files = Files.list(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            var opened = Journals.open(copy);
            try (var journal = opened.journal()) {
                return new Found(when, byAddress(opened.leases()), journal.pending(0, 9999));
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Test
    void aFailureAtAnyStepLeavesTheOldFile() throws IOException {
        var rounds = 0;
        var failAt = new AtomicInteger();
        var step = new AtomicInteger();
        try (var journal = Journals.open(directory, disk).journal()) {
            durable(journal, List.of(), facts(1, 150));
            disk.watch((operation, path) -> {
                if (isNew(operation, path)) {
                    if (operation == Operation.OPEN) {
                        step.set(0);
                    }
                    if (step.getAndIncrement() == failAt.get()) {
                        failAt.incrementAndGet();
                        throw new IOException("Input/output error");
                    }
                }
            });
            for (; journal.statistics().rewritings() == 0; rounds++) {
                durable(journal, leases(HOSTS, rounds), List.of());
            }
            assertThat(failAt.get()).isGreaterThan(7);
            assertThat(journal.pending(0, 999)).extracting(Pending::fact).isEqualTo(facts(1, 150));
        }
        var again = Journals.open(directory);
        try (var journal = again.journal()) {
            assertThat(byAddress(again.leases())).isEqualTo(byAddress(leases(HOSTS, rounds - 1)));
            assertThat(journal.pending(0, 999)).extracting(Pending::fact).isEqualTo(facts(1, 150));
        }
    }
}
