package io.rackboot.dhcp.lease.journal;

import static io.rackboot.dhcp.lease.journal.Journals.byAddress;
import static io.rackboot.dhcp.lease.journal.Journals.commit;
import static io.rackboot.dhcp.lease.journal.Journals.durable;
import static io.rackboot.dhcp.lease.journal.Samples.fact;
import static io.rackboot.dhcp.lease.journal.Samples.facts;
import static io.rackboot.dhcp.lease.journal.Samples.leases;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel's own errors: no room on the device, a file that may not grow.
class LeaseJournalFullDiskTest {
    private static final int HOSTS = 100;

    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void aFullDiskFailsCommitsAndLosesNone() throws IOException {
        try (var _ = Tmpfs.mount(directory, "1m")) {
            var ballast = Files.write(directory.resolve("ballast"), new byte[300_000]);
            int round = 0;
            try (var journal = Journals.open(directory).journal()) {
                var outcome = commit(journal, leases(HOSTS, round), List.of(fact(round)));
                while (outcome instanceof CommitOutcome.Durable) {
                    round++;
                    outcome = commit(journal, leases(HOSTS, round), List.of(fact(round)));
                }
                assertThat(round).isGreaterThan(30);
                var full = new CommitOutcome.Failed("the lease journal " + Journals.file(directory)
                        + " cannot be written: No space left on device");
                assertThat(outcome).isEqualTo(full);
                assertThat(commit(journal, leases(HOSTS, round), List.of(fact(round))))
                        .isEqualTo(full);
                assertThat(journal.trouble()).isEmpty();
                assertThat(journal.pending(0, 9999)).extracting(Pending::fact).isEqualTo(facts(0, round - 1));

                Files.delete(ballast);
                durable(journal, leases(HOSTS, round), List.of(fact(round)));
            }
            var again = Journals.open(directory);
            try (var journal = again.journal()) {
                assertThat(again.notes()).isEmpty();
                assertThat(byAddress(again.leases())).isEqualTo(byAddress(leases(HOSTS, round)));
                assertThat(journal.pending(0, 9999)).extracting(Pending::fact).isEqualTo(facts(0, round));
            }
        }
    }

    @Test
    void aJournalOpensOnAFullDisk() throws IOException {
        try (var _ = Tmpfs.mount(directory, "1m")) {
            try (var journal = Journals.open(directory).journal()) {
                durable(journal, leases(HOSTS, 1), List.of(fact(1)));
            }
            fill(directory.resolve("ballast"));

            var again = Journals.open(directory);
            try (var journal = again.journal()) {
                assertThat(byAddress(again.leases())).isEqualTo(byAddress(leases(HOSTS, 1)));
                assertThat(journal.pending(0, 9)).containsExactly(new Pending(1, fact(1)));
            }
            var empty = Files.createDirectory(directory.resolve("new"));
            assertThat(((Opened.Refused) LeaseJournal.open(empty)).reason())
                    .startsWith("the lease journal in " + empty + " cannot be opened: ")
                    .contains("No space left on device");
            Files.delete(directory.resolve("ballast"));
            Journals.open(empty).journal().close(); // the failed opening holds nothing
        }
    }

    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    @Test
    void aFileThatMayNotGrowFailsCommitsAndLosesNone() throws Exception {
        var limited = List.of("sh", "-c", "ulimit -f 1200; exec \"$@\"", "sh");
        int written;
        try (var writer = OtherProcess.start(limited, Writer.class, directory)) {
            var last = writer.lines().readLine().split(" ", 2);
            assertThat(last[1])
                    .isEqualTo("the lease journal " + Journals.file(directory) + " cannot be written: File too large");
            assertThat(writer.waitFor()).isZero();
            written = Integer.parseInt(last[0]);
        }
        assertThat(written).isGreaterThan(30);
        var again = Journals.open(directory);
        try (var journal = again.journal()) {
            assertThat(again.notes()).isEmpty();
            assertThat(byAddress(again.leases())).isEqualTo(byAddress(leases(HOSTS, written)));
            assertThat(journal.pending(0, 9999)).extracting(Pending::fact).isEqualTo(facts(1, written));
            durable(journal, leases(HOSTS, 1), List.of());
        }
    }

    /// Commits until one fails; prints the last that did not, and why.
    static final class Writer {
        static void main(String[] arguments) {
            try (var journal = ((Opened.Ready) LeaseJournal.open(Path.of(arguments[0]))).journal()) {
                var round = 1;
                var outcome = write(journal, round);
                while (outcome instanceof CommitOutcome.Durable) {
                    outcome = write(journal, ++round);
                }
                System.out.println(round - 1 + " " + ((CommitOutcome.Failed) outcome).reason());
            }
        }

        private static CommitOutcome write(LeaseJournal journal, int round) {
            var outcome = new CompletableFuture<CommitOutcome>();
            journal.commit(new Commit(leases(HOSTS, round), List.of(fact(round))), outcome::complete);
            return outcome.join();
        }
    }
}
