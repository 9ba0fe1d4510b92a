package io.rackboot.dhcp.lease.journal;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed, and two at once.
class LeaseJournalProcessTest {
    private static final int KILLED = 128 + 9;
    private static final int KILLS = 20;
    private static final int HOSTS = 200;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final Deque<OtherProcess> writers = new ArrayDeque<>();

    @AfterEach
    void end() throws IOException {
        for (var writer : writers) {
            writer.close();
        }
    }

    private String inUse() {
        return directory + " is in use by another process; two must not give out one pool";
    }

    @Test
    void aSecondOpeningInOneProcessIsRefused() {
        try (var _ = Journals.open(directory).journal()) {
            assertThat(LeaseJournal.open(directory)).isEqualTo(new Opened.Refused(inUse()));
        }
        Journals.open(directory).journal().close();
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstIsDead() throws Exception {
        try (var first = OtherProcess.start(Holder.class, directory)) {
            assertThat(first.lines().readLine()).isEqualTo("open");
            assertThat(LeaseJournal.open(directory)).isEqualTo(new Opened.Refused(inUse()));

            first.kill();
            assertThat(first.waitFor()).isEqualTo(KILLED);
        }
        try (var _ = Journals.open(directory).journal();
                var second = OtherProcess.start(Holder.class, directory)) {
            assertThat(second.lines().readLine()).isEqualTo(inUse());
            assertThat(second.waitFor()).isZero();
        }
    }

    /// Opens a journal and keeps it, or tells why it cannot.
    static final class Holder {
        static void main(String[] arguments) throws InterruptedException {
            switch (LeaseJournal.open(Path.of(arguments[0]))) {
                case Opened.Ready _ -> {
                    System.out.println("open");
                    new CountDownLatch(1).await();
                }
                case Opened.Refused(var reason) -> System.out.println(reason);
            }
        }
    }

    @Test
    void twentyKillsLoseNothingAcknowledged() throws Exception {
        var versions = new HashMap<Integer, Integer>();
        var facts = new HashSet<String>();
        // The next one starts while what the last one left is looked at.
        writers.add(OtherProcess.start(EndlessWriter.class, directory, 0));
        writers.add(OtherProcess.start(EndlessWriter.class, directory, 1));
        for (int kill = 0; kill < KILLS; kill++) {
            var acknowledged = writeUntilKilled(writers.removeFirst(), 50 + 41 * kill);
            writers.add(OtherProcess.start(EndlessWriter.class, directory, kill + 2));
            var opened = Journals.open(directory);
            try (var journal = opened.journal()) {
                acknowledged.forEach(number -> versions.put(number % HOSTS, number));
                var found = opened.leases().stream().collect(toMap(Samples::host, Samples::version));
                versions.forEach((host, version) ->
                        assertThat(found.get(host)).as("host %d", host).isGreaterThanOrEqualTo(version));

                var pending = journal.pending(0, Integer.MAX_VALUE);
                assertThat(pending).allMatch(fact -> facts.add(fact.fact().id()), "stands once");
                acknowledged.forEach(number -> assertThat(facts.contains("id-" + number))
                        .as("fact %d", number)
                        .isTrue());
                journal.published(pending.getLast().sequence());
            }
        }
    }

    /// {@return the commits that were acknowledged, in their order}
    private static List<Integer> writeUntilKilled(OtherProcess started, int killAfter)
            throws IOException, InterruptedException {
        var acknowledged = new ArrayList<Integer>();
        try (var writer = started) {
            writer.go();
            for (var line = writer.lines().readLine();
                    line != null;
                    line = writer.lines().readLine()) {
                if (!line.endsWith(".")) {
                    continue; // the line that the kill tore
                }
                acknowledged.add(Integer.parseInt(line.substring(0, line.length() - 1)));
                if (acknowledged.size() == killAfter) {
                    writer.kill();
                }
            }
            assertThat(writer.waitFor()).isEqualTo(KILLED);
        }
        return acknowledged;
    }

    /// Waits to be told, then commits until it is killed, some at a time, and prints what was acknowledged.
    static final class EndlessWriter {
        static void main(String[] arguments) throws InterruptedException, IOException {
            if (System.in.read() < 0) {
                return; // nobody is there to kill it
            }
            var journal = ((Opened.Ready) LeaseJournal.open(Path.of(arguments[0]))).journal();
            var room = new Semaphore(64);
            for (int number = 1_000_000 * (1 + Integer.parseInt(arguments[1])); ; number++) {
                var version = number;
                room.acquire();
                journal.commit(Samples.commit(version % HOSTS, version), outcome -> {
                    if (outcome instanceof CommitOutcome.Durable) {
                        System.out.println(version + ".");
                        room.release();
                    }
                });
            }
        }
    }
}
