package io.rackboot.dhcp.lease.journal;

import static io.rackboot.dhcp.lease.journal.Journals.byAddress;
import static io.rackboot.dhcp.lease.journal.Journals.durable;
import static io.rackboot.dhcp.lease.journal.Samples.commit;
import static io.rackboot.dhcp.lease.journal.Samples.lease;
import static io.rackboot.dhcp.lease.journal.Samples.leases;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Await;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is cut, and what is refused.
class LeaseJournalDamageTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    private Path file() {
        return Journals.file(directory);
    }

    /// Three groups, the last two of three records each.
    private Journals.Grouped grouped() throws IOException {
        return Journals.groups(
                directory,
                List.of(
                        List.of(commit(1, 1)),
                        List.of(commit(2, 2), commit(7, 3), commit(3, 4)),
                        List.of(commit(4, 5), commit(7, 6), commit(5, 7))));
    }

    private long secondRecordOf(Journals.Grouped grouped, int group) throws IOException {
        try (var file = JournalFile.open(file(), FileChannel::open)) {
            return new Records(file)
                    .at(grouped.ends().get(group - 1))
                    .orElseThrow()
                    .end();
        }
    }

    @Test
    void damageWithinTheLastGroupButOneIsNoTornWrite() throws IOException {
        var grouped = grouped();
        var damagedAt = secondRecordOf(grouped, 2);
        var damaged = grouped.bytes().clone();
        damaged[(int) damagedAt + 20] ^= 1;
        Files.write(file(), damaged);

        assertThat(LeaseJournal.open(directory))
                .isEqualTo(
                        new Opened.Refused(
                                "lease journal " + file() + ": the record at byte " + damagedAt
                                        + " is damaged; later ones follow at byte "
                                        + grouped.ends().get(2)
                                        + "; nothing was changed. Put a good copy in its place, or move it away to begin without leases"));
        assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    }

    @Test
    void aTornGroupIsCutWhole() throws IOException {
        var grouped = grouped();
        var tornAt = (int) secondRecordOf(grouped, 3);
        Files.write(file(), grouped.first(tornAt));

        var opened = Journals.open(directory);
        try (var journal = opened.journal()) {
            var whole = grouped.ends().get(2);
            assertThat(opened.notes())
                    .containsExactly("lease journal " + file() + ": cut a torn write of " + (tornAt - whole)
                            + " bytes at byte " + whole + "; probably nobody had been told of it");
            assertThat(byAddress(opened.leases())).isEqualTo(grouped.states().get(2));
            assertThat(journal.pending(0, 9)).extracting(Pending::sequence).containsExactly(1L, 2L, 3L, 4L);
            durable(journal, List.of(lease(9, 0)), List.of(Samples.fact(9)));
            assertThat(journal.pending(4, 9)).containsExactly(new Pending(5, Samples.fact(9)));
        }
        var again = Journals.open(directory);
        again.journal().close();
        assertThat(again.notes()).isEmpty();
        assertThat(again.leases()).contains(lease(9, 0)).doesNotContain(lease(4, 5));
    }

    /// Sectors reach a disk in any order.
    @Test
    void aGroupTornInItsMiddleIsCutWholeToo() throws IOException {
        var grouped = grouped();
        var torn = grouped.bytes().clone();
        var at = (int) secondRecordOf(grouped, 3);
        Arrays.fill(torn, at, at + 40, (byte) 0);
        Files.write(file(), torn);

        var opened = Journals.open(directory);
        opened.journal().close();
        assertThat(byAddress(opened.leases())).isEqualTo(grouped.states().get(2));
        assertThat(opened.notes()).hasSize(1);
    }

    @Test
    void everyTruncationOpensWithTheGroupsThatAreWholeInIt() throws IOException {
        var grouped = grouped();
        for (int length = JournalFile.HEADER; length <= grouped.bytes().length; length++) {
            Files.write(file(), grouped.first(length));
            var opened = Journals.open(directory);
            opened.journal().close();
            var whole = grouped.wholeIn(length);
            assertThat(byAddress(opened.leases()))
                    .as("cut to %d bytes", length)
                    .isEqualTo(grouped.states().get(whole));
            var end = grouped.ends().get(whole).intValue();
            var torn = IntStream.range(end, length).anyMatch(i -> grouped.bytes()[i] != 0);
            assertThat(opened.notes()).as("cut to %d bytes", length).hasSize(torn ? 1 : 0);
            assertThat(Files.size(file())).isEqualTo(torn ? end : length);
        }
    }

    @Test
    void aFileCutWithinItsHeaderIsRefused() throws IOException {
        var grouped = grouped();
        for (int length = 0; length < JournalFile.HEADER; length++) {
            Files.write(file(), grouped.first(length));
            assertThat(((Opened.Refused) LeaseJournal.open(directory)).reason())
                    .contains(file() + ": it ends within its header, at byte " + length);
        }
    }

    @Test
    void noFlippedBitIsTakenForALease() throws IOException {
        var grouped = grouped();
        for (int bit = 0; bit < 8 * grouped.bytes().length; bit++) {
            var at = bit / 8;
            Files.write(file(), flipped(grouped, bit));
            switch (replayed(at)) {
                case Replay.Replayed.Good good -> {
                    assertThat((long) at).isGreaterThanOrEqualTo(grouped.ends().get(2));
                    assertThat(good.leases()).isEqualTo(grouped.states().get(2));
                    assertThat(good.torn()).isPositive();
                }
                case Replay.Replayed.Damaged(var reason) -> {
                    assertThat((long) at).isLessThan(grouped.ends().get(2));
                    assertThat(reason)
                            .contains(at < JournalFile.HEADER ? "header" : "the record at byte ")
                            .contains(" damaged");
                }
            }
        }
    }

    private static byte[] flipped(Journals.Grouped grouped, int bit) {
        var flipped = grouped.bytes().clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private Replay.Replayed replayed(int flippedAt) throws IOException {
        try (var file = JournalFile.open(file(), FileChannel::open)) {
            return Replay.of(file, file.header());
        } catch (IOException e) {
            assertThat(flippedAt).isLessThan(JournalFile.HEADER);
            return new Replay.Replayed.Damaged("header damaged");
        }
    }

    @Test
    void aFlippedByteRefusesTheFileAndChangesNothing() throws IOException {
        var grouped = grouped();
        for (int at = 0; at < grouped.bytes().length; at += 5) {
            var flipped = flipped(grouped, 8 * at + at % 8);
            Files.write(file(), flipped);
            switch (LeaseJournal.open(directory)) {
                case Opened.Ready(var journal, var leases, var notes) -> {
                    journal.close();
                    assertThat(byAddress(leases))
                            .as("byte %d", at)
                            .isEqualTo(grouped.states().get(2));
                    assertThat(notes).hasSize(1);
                }
                case Opened.Refused(var reason) -> {
                    assertThat((long) at).isLessThan(grouped.ends().get(2));
                    assertThat(reason).contains(file() + ": ").contains("nothing was changed");
                    assertThat(Files.readAllBytes(file())).isEqualTo(flipped);
                }
            }
        }
    }

    @Test
    void onceAMarkFollowsNoDamageToACommitPassesForATornWrite() throws IOException {
        try (var journal = Journals.open(directory).journal()) {
            durable(journal, List.of(lease(1, 1)), List.of());
            var after = journal.bytes();
            Await.until("a mark", () -> journal.bytes() > after);
        }
        damageTheFirstRecordAndBeRefused();
    }

    @Test
    void aJournalThatIsClosedEndsWithAMark() throws IOException {
        try (var journal = Journals.open(directory).journal()) {
            durable(journal, List.of(lease(1, 1)), List.of());
        }
        damageTheFirstRecordAndBeRefused();
    }

    private void damageTheFirstRecordAndBeRefused() throws IOException {
        var bytes = Files.readAllBytes(file());
        bytes[JournalFile.HEADER + RecordEncoder.HEADER + 8] ^= 1;
        Files.write(file(), bytes);
        assertThat(((Opened.Refused) LeaseJournal.open(directory)).reason())
                .contains("the record at byte " + JournalFile.HEADER + " is damaged");
    }

    @Test
    void damageInWhatWasWrittenAnewIsRefusedToTheLastByte() throws IOException {
        try (var journal = Journals.open(directory).journal()) {
            for (int round = 0; journal.statistics().rewritings() < 1; round++) {
                durable(journal, leases(500, round), List.of());
            }
        }
        int whole;
        try (var opened = JournalFile.open(file(), FileChannel::open)) {
            whole = (int) opened.header().wholeUpTo();
        }
        var bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, whole - 1));
        assertThat(LeaseJournal.open(directory)).isInstanceOf(Opened.Refused.class);
        Files.write(file(), Arrays.copyOf(bytes, whole));
        Journals.open(directory).journal().close();
    }

    @Test
    void aFileOfAnotherFormatOrKindIsRefused() throws IOException {
        Files.writeString(file(), "x".repeat(100));
        assertThat(LeaseJournal.open(directory))
                .isEqualTo(new Opened.Refused("lease journal " + file()
                        + ": it is no lease journal; nothing was changed. Put a good copy in its place, or move it away"
                        + " to begin without leases"));
        Files.delete(file());
        var older = grouped().bytes();
        older[7] = 1;
        Files.write(file(), older);
        assertThat(((Opened.Refused) LeaseJournal.open(directory)).reason())
                .contains("it is of format 1, this program knows format 2");
        var blocked = directory.resolve("file");
        Files.writeString(blocked, "");
        assertThat(((Opened.Refused) LeaseJournal.open(blocked)).reason())
                .startsWith("the lease journal in " + blocked + " cannot be opened: ");
    }
}
