package io.rackboot.dhcp.lease.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;

/// Journals for tests, and what is in them.
final class Journals {
    private Journals() {}

    static Path file(Path directory) {
        return directory.resolve("leases.journal");
    }

    static Opened.Ready open(Path directory) {
        return ready(LeaseJournal.open(directory));
    }

    static Opened.Ready open(Path directory, FileOpener disk) {
        return ready(Opening.of(directory, disk));
    }

    private static Opened.Ready ready(Opened opened) {
        return assertThat(opened)
                .asInstanceOf(InstanceOfAssertFactories.type(Opened.Ready.class))
                .actual();
    }

    static CompletableFuture<CommitOutcome> begin(LeaseJournal journal, List<Lease> leases, List<OutboxFact> facts) {
        var outcome = new CompletableFuture<CommitOutcome>();
        journal.commit(new Commit(leases, facts), outcome::complete);
        return outcome;
    }

    static CommitOutcome commit(LeaseJournal journal, List<Lease> leases, List<OutboxFact> facts) {
        return begin(journal, leases, facts).orTimeout(30, TimeUnit.SECONDS).join();
    }

    static void durable(LeaseJournal journal, List<Lease> leases, List<OutboxFact> facts) {
        assertThat(commit(journal, leases, facts)).isEqualTo(new CommitOutcome.Durable());
    }

    static Map<Ip4Address, Lease> byAddress(List<Lease> leases) {
        var map = new HashMap<Ip4Address, Lease>();
        leases.forEach(lease -> map.put(lease.address(), lease));
        return map;
    }

    /// What a journal of known groups looks like after each of them.
    ///
    /// @param ends where each group ends; the first entry is the header's end
    /// @param states the leases at each end
    record Grouped(byte[] bytes, List<Long> ends, List<Map<Ip4Address, Lease>> states) {
        /// {@return how many groups are whole in so many bytes}
        int wholeIn(int length) {
            return (int) ends.stream().filter(end -> end <= length).count() - 1;
        }

        /// Cuts them off at a length.
        byte[] first(int length) {
            return Arrays.copyOf(bytes, length);
        }
    }

    /// Writes one group for each list of commits, and nothing else.
    static Grouped groups(Path directory, List<List<Commit>> groups) throws IOException {
        var ends = new java.util.ArrayList<Long>();
        var states = new java.util.ArrayList<Map<Ip4Address, Lease>>();
        var now = new HashMap<Ip4Address, Lease>();
        try (var place = Place.take(directory, FileChannel::open).orElseThrow();
                var file = place.open()) {
            var header = file.header();
            var found = (Replay.Replayed.Good) Replay.of(file, header);
            file.endsAt(found.end());
            var store = new Store(place, file, found, header.wholeUpTo());
            ends.add(store.bytes());
            states.add(Map.of());
            for (var group : groups) {
                assertThat(store.write(group)).isEqualTo(new Written.Durable());
                group.forEach(commit -> now.putAll(byAddress(commit.leases())));
                ends.add(store.bytes());
                states.add(Map.copyOf(now));
            }
        }
        var bytes = Files.readAllBytes(file(directory));
        return new Grouped(Arrays.copyOf(bytes, ends.getLast().intValue()), ends, states);
    }
}
