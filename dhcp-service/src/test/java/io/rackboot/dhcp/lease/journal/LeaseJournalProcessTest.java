package io.rackboot.dhcp.lease.journal;

import static io.rackboot.dhcp.lease.journal.Samples.lease;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed, and two at once.
class LeaseJournalProcessTest {
    private static final int KILLED = 128 + 9;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

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
        var acknowledged = new HashMap<Integer, Integer>();
        for (int kill = 0; kill < 20; kill++) {
            writeUntilKilled(kill, acknowledged);
            var opened = Journals.open(directory);
            try (var journal = opened.journal()) {
                var versions = opened.leases().stream().collect(toMap(Samples::host, Samples::version));
                acknowledged.forEach((host, version) ->
                        assertThat(versions.get(host)).as("host %d", host).isGreaterThanOrEqualTo(version));
                var ids = new HashSet<String>();
                assertThat(journal.pending(0, Integer.MAX_VALUE))
                        .allMatch(pending -> ids.add(pending.fact().id()));
                acknowledged
                        .values()
                        .forEach(version -> assertThat(ids.contains("id-" + version))
                                .as("fact %d", version)
                                .isTrue());
            }
        }
    }

    private void writeUntilKilled(int kill, Map<Integer, Integer> acknowledged)
            throws IOException, InterruptedException {
        try (var writer = OtherProcess.start(EndlessWriter.class, directory, kill)) {
            var left = 200 + 137 * kill;
            for (var line = writer.lines().readLine();
                    line != null;
                    line = writer.lines().readLine()) {
                var words = line.split(" ");
                if (words.length < 3) {
                    continue; // the line that the kill tore
                }
                acknowledged.put(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
                if (--left == 0) {
                    writer.kill();
                }
            }
            assertThat(writer.waitFor()).isEqualTo(KILLED);
        }
    }

    /// Commits for ever, some at a time, and prints what was acknowledged.
    static final class EndlessWriter {
        static void main(String[] arguments) {
            var journal = ((Opened.Ready) LeaseJournal.open(Path.of(arguments[0]))).journal();
            var version = 1_000_000 * (1 + Integer.parseInt(arguments[1]));
            while (true) {
                var number = ++version;
                journal.commit(
                        new Commit(List.of(lease(number % 1000, number)), List.of(Samples.fact(number))), outcome -> {
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
