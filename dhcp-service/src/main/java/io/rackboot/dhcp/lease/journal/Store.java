package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/// The file and what is known of it. One thread writes; any may read facts.
final class Store {
    /// Below this a file is not worth writing anew, in bytes.
    private static final long SMALL = 8 << 20;
    private static final int GROWTH = 4;

    private final Place place;
    private final Map<Ip4Address, Lease> leases;
    private final ReentrantLock lock = new ReentrantLock();
    private final RecordEncoder encoder = new RecordEncoder();
    private final RecentFacts recent = new RecentFacts();
    private FactIndex facts;
    private JournalFile file;
    private long group;
    private long worthRewritingAt;
    private long marked;
    private boolean endsWithCommits;
    private boolean broken;
    private boolean nameUnsynced;

    Store(Place place, JournalFile file, Replay.Replayed.Good found, long wholeUpTo) {
        this.place = place;
        this.file = file;
        leases = found.leases();
        facts = found.facts();
        group = found.group();
        marked = facts.published();
        worthRewritingAt = Math.max(SMALL, GROWTH * wholeUpTo);
    }

    /// Writes and syncs commits as one group, with the mark of what is published. Not to be called while a group is in
    /// doubt.
    ///
    /// @param commits fewer than [InGroup#MOST_TO_COME]; none to write the mark alone
    Written write(List<Commit> commits) {
        var places = new Positions();
        var mark = published();
        try {
            syncName();
            encode(commits, mark, places);
        } catch (IOException | RuntimeException | Error e) {
            return new Written.Failed("the lease journal " + place.journal() + " cannot be written: " + reason(e));
        }
        try {
            file.appendDurably(encoder.written());
        } catch (IOException | RuntimeException | Error e) {
            return failed(e);
        }
        group++;
        marked = mark;
        endsWithCommits = !commits.isEmpty();
        commits.forEach(commit -> commit.leases().forEach(lease -> leases.put(lease.address(), lease)));
        index(commits, places);
        return new Written.Durable();
    }

    private void encode(List<Commit> commits, long mark, Positions places) {
        var marking = mark > marked || commits.isEmpty();
        var toCome = commits.size() + (marking ? 1 : 0);
        var sequence = nextSequence();
        encoder.clear();
        if (marking) {
            encoder.published(new InGroup(group + 1, --toCome), mark);
        }
        LongConsumer factAt = at -> places.add(file.end() + at);
        for (var commit : commits) {
            var standing = new InGroup(group + 1, --toCome);
            encoder.commit(standing, commit.leases(), sequence, commit.facts(), factAt);
            sequence += commit.facts().size();
        }
    }

    /// What of it has reached the disk is unknown: it must be gone before anything follows, or anybody is told.
    private Written failed(Throwable cause) {
        broken = true;
        var failed = "the lease journal " + place.journal() + " cannot be written: " + reason(cause);
        return mend().<Written>map(worse -> new Written.InDoubt(failed + ", nor cut back: " + worse))
                .orElseGet(() -> new Written.Failed(failed));
    }

    /// Cuts off the group that is in doubt, where one is.
    ///
    /// @return why it cannot be; empty when the file is good
    Optional<String> mend() {
        if (!broken) {
            return Optional.empty();
        }
        try {
            file.cutBack();
            broken = false;
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(reason(e));
        }
    }

    static String reason(Throwable cause) {
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }

    /// @param places of the facts, in their order
    private void index(List<Commit> commits, Positions places) {
        lock.lock();
        try {
            int place = 0;
            for (var commit : commits) {
                for (var fact : commit.facts()) {
                    recent.add(new Pending(facts.nextSequence(), fact));
                    facts.add(places.get(place++));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    boolean hasUnwrittenMark() {
        return published() > marked;
    }

    /// {@return whether damage to the last commits would pass for a torn write, as no group follows theirs}
    boolean endsWithCommits() {
        return endsWithCommits;
    }

    List<Pending> pending(long after, int limit) throws IOException {
        lock.lock();
        try {
            var sequence = Math.max(after, facts.published());
            var places = facts.after(after, limit);
            var pending = new ArrayList<Pending>(places.length);
            for (int i = 0; i < places.length && !recent.beginsBy(sequence + 1); i++) {
                pending.add(new Pending(++sequence, FactReader.read(file, places[i])));
            }
            recent.addAfter(sequence, pending, places.length);
            return pending;
        } finally {
            lock.unlock();
        }
    }

    void publish(long upTo) {
        lock.lock();
        try {
            facts.publish(Math.min(upTo, facts.nextSequence() - 1));
            recent.forget(upTo);
        } finally {
            lock.unlock();
        }
    }

    long published() {
        lock.lock();
        try {
            return facts.published();
        } finally {
            lock.unlock();
        }
    }

    private long nextSequence() {
        lock.lock();
        try {
            return facts.nextSequence();
        } finally {
            lock.unlock();
        }
    }

    int outboxSize() {
        lock.lock();
        try {
            return facts.size();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return file.end();
        } finally {
            lock.unlock();
        }
    }

    /// Begins to write the file anew, when most of it is of the past.
    Optional<Rewriting> rewriting() throws IOException {
        if (broken || file.end() < worthRewritingAt) {
            return Optional.empty();
        }
        worthRewritingAt = file.end() + SMALL;
        lock.lock();
        try {
            return Optional.of(new Rewriting(
                    file,
                    group,
                    List.copyOf(leases.values()),
                    facts.published(),
                    facts.after(facts.published(), facts.size())));
        } finally {
            lock.unlock();
        }
    }

    /// Goes on in the new file. Not to be called while a group is in doubt.
    ///
    /// @throws IOException when the old one is still the journal
    void takeOver(Rewriting rewriting) throws IOException {
        lock.lock();
        try {
            var old = file;
            var taken = rewriting.takeOver(group, facts);
            file = taken.file();
            facts = taken.facts();
            recent.clear(); // from here on they are read where they stand now: should they not be there, it shows
            nameUnsynced = true;
            worthRewritingAt = Math.max(SMALL, GROWTH * file.end());
            quietly(old);
        } finally {
            lock.unlock();
        }
    }

    /// Until the new file's name is on disk a power cut may bring back the old file, which has none of what follows.
    private void syncName() throws IOException {
        if (nameUnsynced) {
            place.sync();
            nameUnsynced = false;
        }
    }

    private static void quietly(JournalFile nameless) {
        try {
            nameless.close();
        } catch (IOException _) {
            // nothing in it is needed any more
        }
    }

    void close() throws IOException {
        try (place) {
            file.close();
        }
    }
}
