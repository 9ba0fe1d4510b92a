package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The file and what is known of it. One thread writes; any may read facts.
final class Store {
    /// Below this a file is not worth writing anew, in bytes.
    private static final long SMALL = 8 << 20;
    private static final int GROWTH = 4;

    private final Map<Ip4Address, Lease> leases;
    private final FactIndex facts;
    private final ReentrantLock lock = new ReentrantLock();
    private final RecordEncoder encoder = new RecordEncoder();
    private JournalFile file;
    private long group;
    private long worthRewritingAt;
    private long marked;
    private boolean broken;

    Store(JournalFile file, Replay.Replayed.Good found, long wholeUpTo) {
        this.file = file;
        leases = found.leases();
        facts = found.facts();
        group = found.group();
        marked = facts.published();
        worthRewritingAt = Math.max(SMALL, GROWTH * wholeUpTo);
    }

    /// Writes and syncs commits as one group, and the mark of what is published.
    void write(List<Commit> commits) throws IOException {
        if (broken) {
            file.cutBack();
            broken = false;
        }
        var mark = published();
        var sequence = nextSequence();
        var places = new ArrayList<Long>();
        encoder.clear();
        if (mark > marked) {
            encoder.published(group + 1, mark);
        }
        for (var commit : commits) {
            encoder.commit(group + 1, commit.leases(), sequence, commit.facts(), at -> places.add(file.end() + at));
            sequence += commit.facts().size();
        }
        append();
        group++;
        marked = mark;
        commits.forEach(commit -> commit.leases().forEach(lease -> leases.put(lease.address(), lease)));
        index(places);
    }

    private void append() throws IOException {
        try {
            file.appendDurably(encoder.written());
        } catch (IOException e) {
            // What of it has reached the disk is unknown: it must be gone before anything follows.
            broken = true;
            repair();
            throw e;
        }
    }

    private void repair() {
        try {
            file.cutBack();
            broken = false;
        } catch (IOException _) {
            // tried again before the next write
        }
    }

    private void index(List<Long> places) {
        lock.lock();
        try {
            places.forEach(facts::add);
        } finally {
            lock.unlock();
        }
    }

    boolean hasUnwrittenMark() {
        return published() > marked;
    }

    List<Pending> pending(long after, int limit) throws IOException {
        lock.lock();
        try {
            var sequence = Math.max(after, facts.published());
            var pending = new ArrayList<Pending>();
            for (var place : facts.after(after, limit)) {
                pending.add(new Pending(++sequence, FactReader.read(file, place)));
            }
            return pending;
        } finally {
            lock.unlock();
        }
    }

    void publish(long upTo) {
        lock.lock();
        try {
            facts.publish(Math.min(upTo, facts.nextSequence() - 1));
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

    /// Goes on in the new file.
    void takeOver(Rewriting rewriting) throws IOException {
        lock.lock();
        try {
            var old = file;
            file = rewriting.takeOver(group, facts);
            worthRewritingAt = Math.max(SMALL, GROWTH * file.end());
            quietly(old);
        } finally {
            lock.unlock();
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
        file.close();
    }
}
