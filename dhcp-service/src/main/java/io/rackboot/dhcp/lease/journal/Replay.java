package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a journal from its beginning.
///
/// A group is written only after the one before it was synced, and each record tells how many of its group follow. So
/// it is known which group the first bad record is of: where a record of a later group stands behind it, it was once
/// whole and is damaged; where none does, it is of the last group, and a write that a crash tore.
///
/// A torn group is cut whole, with its records that are good: what its first records count as to come will never come,
/// and would pass for damage as soon as another group followed. To keep them would do no harm to leases (nobody had
/// been told of them), but be of no use either: their clients ask again.
final class Replay {
    private final Records records;
    private final long wholeUpTo;
    private final Map<Ip4Address, Lease> leases = new HashMap<>();
    private final FactIndex facts = new FactIndex();
    private final List<Change> unfinished = new ArrayList<>();
    private InGroup last;
    private long end = JournalFile.HEADER;

    private record Change(RecordDecoder.Body body, long bodyAt) {}

    /// How it ended.
    sealed interface Replayed {
        /// @param end of the last whole group
        /// @param group its number
        /// @param torn bytes of a torn write behind it
        record Good(Map<Ip4Address, Lease> leases, FactIndex facts, long end, long group, long torn)
                implements Replayed {}

        record Damaged(String reason) implements Replayed {}
    }

    private Replay(Records records, JournalFile.Header header) {
        this.records = records;
        wholeUpTo = header.wholeUpTo();
        last = new InGroup(header.group(), 0);
    }

    static Replayed of(JournalFile file, JournalFile.Header header) throws IOException {
        return new Replay(new Records(file), header).run();
    }

    private Replayed run() throws IOException {
        long at = JournalFile.HEADER;
        for (var found = records.at(at); found.filter(this::isNext).isPresent(); found = records.at(at)) {
            try {
                take(found.get());
            } catch (RuntimeException e) {
                return new Replayed.Damaged("the record at byte " + at + " cannot be read: " + e.getMessage());
            }
            at = found.get().end();
        }
        if (at < wholeUpTo) {
            return new Replayed.Damaged("the record at byte " + at + " is damaged");
        }
        var bytes = records.endOfBytes(at);
        var later = records.later(at, bytes, last.nextGroup());
        return later.isPresent()
                ? new Replayed.Damaged("the record at byte " + at + " is damaged; later ones follow at byte "
                        + later.get().at())
                : new Replayed.Good(leases, facts, end, last.isLast() ? last.group() : last.group() - 1, bytes - end);
    }

    /// What was written anew is one whole, checked by its length; its records all bear the number of the group with
    /// which that began.
    private boolean isNext(Records.Found found) {
        return found.at() < wholeUpTo || found.standing().follows(last);
    }

    private void take(Records.Found found) {
        unfinished.add(new Change(RecordDecoder.body(found.body()), found.bodyAt()));
        last = found.standing();
        if (last.isLast()) {
            unfinished.forEach(this::apply);
            unfinished.clear();
            end = found.end();
        }
    }

    private void apply(Change change) {
        switch (change.body()) {
            case RecordDecoder.Body.Committed(var changed, var firstSequence, var factsAt) -> {
                changed.forEach(lease -> leases.put(lease.address(), lease));
                if (!factsAt.isEmpty() && facts.size() == 0) {
                    facts.publish(firstSequence - 1);
                }
                factsAt.forEach(fact -> facts.add(change.bodyAt() + fact));
            }
            case RecordDecoder.Body.Published(var upTo) -> facts.publish(upTo);
        }
    }
}
