package io.rackboot.dhcp.lease.journal;

import static io.rackboot.dhcp.lease.journal.Journals.begin;
import static io.rackboot.dhcp.lease.journal.Journals.commit;
import static io.rackboot.dhcp.lease.journal.Journals.durable;
import static io.rackboot.dhcp.lease.journal.Samples.fact;
import static io.rackboot.dhcp.lease.journal.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Await;
import io.rackboot.dhcp.lease.journal.WatchedDisk.Operation;
import io.rackboot.dhcp.wire.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that fails.
class LeaseJournalFailureTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private final WatchedDisk disk = new WatchedDisk();

    private void failing(Set<Operation> operations) {
        disk.watch((operation, _) -> {
            if (operations.contains(operation)) {
                throw new IOException("Input/output error");
            }
        });
    }

    private String cannotBeWritten() {
        return "the lease journal " + Journals.file(directory) + " cannot be written: Input/output error";
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"WRITE", "FORCE"})
    void whatFailedIsGone(Operation operation) {
        try (var journal = Journals.open(directory, disk).journal()) {
            durable(journal, List.of(lease(1, 1)), List.of(fact(1)));
            var failed = new CompletableFuture<Void>();
            disk.watch((now, _) -> {
                if (now == operation && failed.complete(null)) {
                    throw new IOException("Input/output error");
                }
            });

            assertThat(commit(journal, List.of(lease(2, 2)), List.of(fact(2))))
                    .isEqualTo(new CommitOutcome.Failed(cannotBeWritten()));

            assertThat(journal.trouble()).isEmpty();
            durable(journal, List.of(lease(3, 3)), List.of(fact(3)));
            assertThat(journal.statistics().failures()).isEqualTo(1);
        }
        var again = Journals.open(directory);
        again.journal().close();
        assertThat(again.leases()).containsExactlyInAnyOrder(lease(1, 1), lease(3, 3));
        assertThat(again.notes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"TRUNCATE", "FORCE"})
    void nobodyIsToldThatACommitFailedWhileItMayComeBack(Operation cuttingBack) throws IOException {
        var told = Collections.synchronizedList(new ArrayList<String>());
        try (var journal = Journals.open(directory, disk).journal()) {
            durable(journal, List.of(lease(1, 1)), List.of());
            failing(EnumSet.of(Operation.FORCE, cuttingBack));

            var first = begin(journal, List.of(lease(2, 2)), List.of());
            first.thenAccept(outcome -> told.add("first " + outcome));
            Await.until("trouble", () -> journal.trouble().isPresent());
            var second = begin(journal, List.of(lease(3, 3)), List.of());
            var secondTold = second.thenAccept(outcome -> told.add("second " + outcome));
            assertThat(journal.trouble()).contains(cannotBeWritten() + ", nor cut back: Input/output error");
            var copy = directory.resolve("copy");
            Files.createDirectory(copy);
            Files.copy(Journals.file(directory), Journals.file(copy));
            var ifKilledNow = Journals.open(copy);
            ifKilledNow.journal().close();
            assertThat(ifKilledNow.leases()).contains(lease(1, 1)).doesNotContain(lease(3, 3));
            assertThat(told).isEmpty();

            disk.leave();
            var failed = new CommitOutcome.Failed(cannotBeWritten() + ", nor cut back: Input/output error");
            assertThat(second.orTimeout(30, TimeUnit.SECONDS).join()).isIn(failed, new CommitOutcome.Durable());
            assertThat(first.join()).isEqualTo(failed);
            secondTold.join(); // which may come a moment after its cause
            assertThat(told).extracting(line -> line.split(" ")[0]).containsExactly("first", "second");
            assertThat(journal.trouble()).isEmpty();
            durable(journal, List.of(lease(4, 4)), List.of());
        }
        var again = Journals.open(directory);
        again.journal().close();
        assertThat(again.leases()).contains(lease(1, 1), lease(4, 4)).doesNotContain(lease(2, 2));
        assertThat(again.notes()).isEmpty();
    }

    @Test
    void aJournalClosedInDoubtSaysThatItIsNotKnown() {
        var journal = Journals.open(directory, disk).journal();
        failing(EnumSet.of(Operation.FORCE, Operation.TRUNCATE));
        var outcome = begin(journal, List.of(lease(2, 2)), List.of());
        Await.until("trouble", () -> journal.trouble().isPresent());

        journal.close();

        assertThat(outcome.getNow(new CommitOutcome.Durable()))
                .isEqualTo(new CommitOutcome.Failed(cannotBeWritten()
                        + ", nor cut back: Input/output error; it is not known what of it is there when it is opened"
                        + " again"));
        Journals.open(directory).journal().close();
    }

    @Test
    void aCommitTooLargeToBeReadBackFails() {
        try (var journal = Journals.open(directory).journal()) {
            var large = new OutboxFact("id", "subject", Octets.of(new byte[64 << 20]));
            assertThat(commit(journal, List.of(lease(1, 1)), List.of(large)))
                    .asString()
                    .contains("a commit of 671")
                    .contains("at most 67108864 can be");
            durable(journal, List.of(lease(2, 2)), List.of());
        }
        var again = Journals.open(directory);
        again.journal().close();
        assertThat(again.leases()).containsExactly(lease(2, 2));
    }

    @Test
    void aFaultInWhatFollowsACommitKeepsNoOtherFromBeingTold() {
        try (var journal = Journals.open(directory).journal()) {
            journal.commit(Samples.commit(1, 1), _ -> {
                throw new AssertionError("a fault");
            });
            durable(journal, List.of(lease(2, 2)), List.of());
        }
    }
}
