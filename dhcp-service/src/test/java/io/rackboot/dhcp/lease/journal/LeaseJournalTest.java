package io.rackboot.dhcp.lease.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseJournalTest {
    private static final Instant THEN = Instant.parse("2026-11-21T04:05:06.789Z");

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("leases.journal");
    }

    static Lease lease(int host, int version) {
        var hardware = HardwareAddress.ofMac("52:54:00:00:%02x:%02x".formatted(host >> 8 & 0xff, host & 0xff));
        return new Lease(
                new Ip4Address(0x0a000000 + host),
                new ClientKey(hardware.bytes().hex()),
                hardware,
                host % 3 == 0 ? Optional.empty() : Optional.of(Octets.ofInts(255, 1, 2, host & 0xff)),
                "rack",
                host % 2 == 0 ? Optional.empty() : Optional.of("knoten-" + host + "-ü"),
                THEN,
                THEN.plusSeconds(version),
                Lease.State.values()[version % 4]);
    }

    static OutboxFact fact(int number) {
        return new OutboxFact(
                "id-" + number, "boot.r1.m" + number + ".lease-granted", Octets.ofText("{" + number + "}"));
    }

    private static CommitOutcome commit(LeaseJournal journal, List<Lease> leases, List<OutboxFact> facts) {
        var outcome = new CompletableFuture<CommitOutcome>();
        journal.commit(new Commit(leases, facts), outcome::complete);
        return outcome.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    private static void durable(LeaseJournal journal, List<Lease> leases, List<OutboxFact> facts) {
        assertThat(commit(journal, leases, facts)).isEqualTo(new CommitOutcome.Durable());
    }

    private Opened.Ready open() {
        return open(directory);
    }

    private static Opened.Ready open(Path directory) {
        return assertThat(LeaseJournal.open(directory))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Opened.Ready.class))
                .actual();
    }

    private static List<Lease> sorted(List<Lease> leases) {
        return leases.stream().sorted(Comparator.comparing(Lease::address)).toList();
    }

    @Test
    void givesBackWhatWasCommitted() throws IOException {
        try (var journal = open().journal()) {
            durable(journal, List.of(lease(1, 0), lease(2, 1)), List.of(fact(1), fact(2)));
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
            durable(journal, List.of(), List.of(fact(1), fact(2), fact(3)));
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
            assertThat(journal.pending(0, 9)).containsExactly(new Pending(4, fact(4)));
        }
    }

    @Test
    void tellsOutcomesInTheOrderOfCommitsAndWakesThePublisher() {
        try (var journal = open().journal()) {
            var woken = new CompletableFuture<Void>();
            journal.onPending(() -> woken.complete(null));
            var order = java.util.Collections.synchronizedList(new ArrayList<Integer>());
            var last = new CompletableFuture<Void>();
            for (int i = 0; i < 1000; i++) {
                var number = i;
                journal.commit(new Commit(List.of(lease(i, 0)), List.of(fact(i))), outcome -> {
                    assertThat(outcome).isEqualTo(new CommitOutcome.Durable());
                    order.add(number);
                    if (number == 999) {
                        last.complete(null);
                    }
                });
            }
            last.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
            woken.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
            assertThat(order).isEqualTo(IntStream.range(0, 1000).boxed().toList());
            assertThat(journal.statistics().groups()).isLessThan(1000);
        }
    }

    @Test
    void aSecondProcessIsRefused() {
        try (var _ = open().journal()) {
            assertThat(LeaseJournal.open(directory))
                    .isEqualTo(new Opened.Refused(
                            directory + " is in use by another process; two must not give out one pool"));
        }
        open().journal().close();
    }

    @Test
    void aClosedJournalSaysSo() {
        var journal = open().journal();
        journal.close();
        assertThat(commit(journal, List.of(lease(1, 0)), List.of()))
                .isEqualTo(new CommitOutcome.Failed("the lease journal is closed"));
    }

    /// Three commits of one group each, and what the leases are after each.
    private byte[] threeCommits(List<Map<Ip4Address, Lease>> states) throws IOException {
        var now = new HashMap<Ip4Address, Lease>();
        states.add(Map.copyOf(now));
        try (var journal = open().journal()) {
            for (int i = 1; i <= 3; i++) {
                var changed = List.of(lease(i, i), lease(7, i));
                durable(journal, changed, List.of(fact(i)));
                changed.forEach(lease -> now.put(lease.address(), lease));
                states.add(Map.copyOf(now));
            }
        }
        var bytes = Files.readAllBytes(file());
        var end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return java.util.Arrays.copyOf(bytes, end);
    }

    private static Map<Ip4Address, Lease> byAddress(List<Lease> leases) {
        var map = new HashMap<Ip4Address, Lease>();
        leases.forEach(lease -> map.put(lease.address(), lease));
        return map;
    }

    @Test
    void everyTruncationOpensWithWhatWasCommittedBeforeIt() throws IOException {
        var states = new ArrayList<Map<Ip4Address, Lease>>();
        var bytes = threeCommits(states);
        var reached = 0;
        for (int length = JournalFile.HEADER; length <= bytes.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(bytes, length));
            var opened = open();
            opened.journal().close();
            var state = states.indexOf(byAddress(opened.leases()));
            assertThat(state).as("cut to %d bytes", length).isGreaterThanOrEqualTo(reached);
            reached = state;
            assertThat(Files.size(file())).isLessThanOrEqualTo(length);
        }
        assertThat(reached).isEqualTo(3);
    }

    @Test
    void aTornTailIsCutWithANoteAndWritingGoesOn() throws IOException {
        var bytes = threeCommits(new ArrayList<>());
        Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length - 5));
        try (var journal = open().journal()) {
            durable(journal, List.of(lease(9, 0)), List.of(fact(9)));
            assertThat(journal.pending(0, 9)).extracting(Pending::sequence).containsExactly(1L, 2L, 3L);
        }
        var again = open();
        again.journal().close();
        assertThat(again.notes()).isEmpty();
        assertThat(again.leases()).contains(lease(9, 0)).doesNotContain(lease(3, 3));

        Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length - 5));
        var cut = open();
        cut.journal().close();
        assertThat(cut.notes())
                .singleElement()
                .asString()
                .startsWith("lease journal " + file() + ": cut a torn write of ");
    }

    @Test
    void noFlippedByteIsTakenForALease() throws IOException {
        var states = new ArrayList<Map<Ip4Address, Lease>>();
        var bytes = threeCommits(states);
        var refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            var flipped = bytes.clone();
            flipped[i] ^= 0x5a;
            Files.write(file(), flipped);
            switch (LeaseJournal.open(directory)) {
                case Opened.Ready(var journal, var leases, var notes) -> {
                    journal.close();
                    assertThat(byAddress(leases)).as("byte %d", i).isEqualTo(states.get(2));
                    assertThat(notes).as("byte %d", i).hasSize(1);
                }
                case Opened.Refused(var reason) -> {
                    refused++;
                    assertThat(reason).contains(file().toString()).contains("nothing was changed");
                    assertThat(Files.readAllBytes(file())).isEqualTo(flipped);
                }
            }
        }
        assertThat(refused).isGreaterThan(bytes.length / 2);
    }

    @Test
    void isWrittenAnewWhenMostOfItIsOfThePast() throws IOException {
        var expected = new HashMap<Ip4Address, Lease>();
        try (var journal = open().journal()) {
            durable(
                    journal,
                    List.of(),
                    IntStream.rangeClosed(1, 500)
                            .mapToObj(LeaseJournalTest::fact)
                            .toList());
            journal.published(100);
            var facts = 500;
            for (int round = 0; journal.statistics().rewritings() < 3; round++) {
                var leases = new ArrayList<Lease>();
                for (int host = 0; host < 500; host++) {
                    leases.add(lease(host, round));
                }
                durable(journal, leases, List.of(fact(++facts)));
                leases.forEach(lease -> expected.put(lease.address(), lease));
                assertThat(round).isLessThan(100_000);
            }
            assertThat(journal.pending(0, 1)).containsExactly(new Pending(101, fact(101)));
            var all = journal.pending(0, facts);
            assertThat(all).hasSize(facts - 100);
            assertThat(all.getLast()).isEqualTo(new Pending(facts, fact(facts)));
            assertThat(all).allSatisfy(p -> assertThat(p.fact()).isEqualTo(fact((int) p.sequence())));
        }
        var again = open();
        try (var journal = again.journal()) {
            assertThat(byAddress(again.leases())).isEqualTo(expected);
            assertThat(journal.pending(0, 1)).containsExactly(new Pending(101, fact(101)));
        }
        assertThat(directory.resolve("leases.journal.new")).doesNotExist();
    }

    @Test
    void damageInWhatWasWrittenAnewIsRefusedToTheLastByte() throws IOException {
        try (var journal = open().journal()) {
            for (int round = 0; journal.statistics().rewritings() < 1; round++) {
                var leases = new ArrayList<Lease>();
                for (int host = 0; host < 500; host++) {
                    leases.add(lease(host, round));
                }
                durable(journal, leases, List.of());
            }
        }
        long whole;
        try (var opened = JournalFile.open(file())) {
            whole = opened.header().wholeUpTo();
        }
        var bytes = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(bytes, (int) whole - 1));
        assertThat(LeaseJournal.open(directory)).isInstanceOf(Opened.Refused.class);
    }

    @Test
    void aFileOfAnotherFormatOrKindIsRefused() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(file(), "x".repeat(100));
        assertThat(LeaseJournal.open(directory))
                .isEqualTo(new Opened.Refused("lease journal " + file()
                        + ": it is no lease journal; nothing was changed. Put a good copy in its place, or move it away"
                        + " to begin without leases"));
        Files.write(file(), new byte[3]);
        assertThat(((Opened.Refused) LeaseJournal.open(directory)).reason())
                .contains("it ends within its header, at byte 3");
        var blocked = directory.resolve("file");
        Files.writeString(blocked, "");
        assertThat(((Opened.Refused) LeaseJournal.open(blocked)).reason())
                .startsWith("the lease journal in " + blocked + " cannot be opened: ");
    }

    @Test
    void twentyKillsLoseNothingAcknowledged() throws Exception {
        var acknowledged = new HashMap<Integer, Integer>();
        for (int kill = 0; kill < 20; kill++) {
            var writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EndlessWriter.class.getName(),
                            directory.toString(),
                            String.valueOf(kill))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var lines = writer.inputReader()) {
                var target = 200 + 137 * kill;
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var words = line.split(" ");
                    if (words.length < 3) {
                        continue; // the line that the kill tore
                    }
                    acknowledged.put(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
                    if (--target == 0) {
                        writer.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe too
                    }
                }
            }
            assertThat(writer.waitFor()).isEqualTo(137);
            var opened = open();
            try (var journal = opened.journal()) {
                var versions = new HashMap<Integer, Long>();
                opened.leases()
                        .forEach(l -> versions.put(
                                l.address().bits() - 0x0a000000,
                                Duration.between(THEN, l.expires()).toSeconds()));
                acknowledged.forEach((host, version) ->
                        assertThat(versions.get(host)).as("host %d", host).isGreaterThanOrEqualTo(version));
                var ids = journal.pending(0, Integer.MAX_VALUE).stream()
                        .map(p -> p.fact().id())
                        .toList();
                assertThat(ids).doesNotHaveDuplicates();
                assertThat(ids)
                        .contains(acknowledged.values().stream()
                                .map(version -> "id-" + version)
                                .toArray(String[]::new));
            }
        }
    }

    /// Commits for ever, some at a time, and prints what was acknowledged.
    static final class EndlessWriter {
        static void main(String[] arguments) {
            var journal = open(Path.of(arguments[0])).journal();
            var version = 1_000_000 * (1 + Integer.parseInt(arguments[1]));
            while (true) {
                var number = ++version;
                journal.commit(new Commit(List.of(lease(number % 1000, number)), List.of(fact(number))), outcome -> {
                    if (outcome instanceof CommitOutcome.Durable) {
                        System.out.println(number % 1000 + " " + number + " .");
                    }
                });
                if (number % 8 == 0) {
                    LockSupport.parkNanos(200_000);
                }
            }
        }
    }
}
