package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Leases and facts on disk. Commits that wait are written and synced together, by one thread.
///
/// The thread is the journal's own and is never interrupted: an interrupt would close the file.
public final class LeaseJournal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LeaseJournal.class.getName());
    private static final int LARGEST_GROUP = 4096;
    private static final long IDLE_MILLISECONDS = 500;
    private static final Duration END = Duration.ofSeconds(10);

    private sealed interface Work {
        record Write(Commit commit, Consumer<CommitOutcome> then) implements Work {}

        record TakeOver(Rewriting rewriting) implements Work {}

        record Abandon(Rewriting rewriting, String reason) implements Work {}

        record Stop() implements Work {}
    }

    private final Place place;
    private final Store store;
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("lease-journal").unstarted(this::run);
    private final LongAdder commits = new LongAdder();
    private final LongAdder groups = new LongAdder();
    private final LongAdder syncNanos = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder rewritings = new LongAdder();
    private volatile Runnable wake = () -> {};
    private volatile boolean closed;
    private boolean rewriting;

    private LeaseJournal(Place place, Store store) {
        this.place = place;
        this.store = store;
        thread.start();
    }

    /// Opens the journal of a directory; makes both where they are missing.
    public static Opened open(Path directory) {
        try {
            var place = Place.take(directory.toAbsolutePath());
            return place.isPresent()
                    ? open(place.get())
                    : new Opened.Refused(directory + " is in use by another process; two must not give out one pool");
        } catch (IOException e) {
            return new Opened.Refused("the lease journal in " + directory + " cannot be opened: " + e);
        }
    }

    private static Opened open(Place place) throws IOException {
        var opened = replay(place);
        if (opened instanceof Opened.Refused) {
            place.close();
        }
        return opened;
    }

    private static Opened replay(Place place) throws IOException {
        var file = place.open();
        try {
            var header = file.header();
            return switch (Replay.of(file, header)) {
                case Replay.Replayed.Damaged(var reason) -> {
                    file.close();
                    yield refused(file, reason);
                }
                case Replay.Replayed.Good good -> ready(place, file, header, good);
            };
        } catch (IOException e) {
            file.close();
            return refused(file, String.valueOf(e.getMessage()));
        }
    }

    private static Opened refused(JournalFile file, String reason) {
        return new Opened.Refused("lease journal " + file.path() + ": " + reason
                + "; nothing was changed. Put a good copy in its place, or move it away to begin without leases");
    }

    private static Opened ready(Place place, JournalFile file, JournalFile.Header header, Replay.Replayed.Good good)
            throws IOException {
        file.endsAt(good.end());
        var notes = new ArrayList<String>();
        if (good.torn() > 0) {
            file.cutBack();
            notes.add("lease journal " + file.path() + ": cut a torn write of " + good.torn() + " bytes at byte "
                    + good.end() + "; nobody had been told of it");
        }
        var leases = List.copyOf(good.leases().values());
        return new Opened.Ready(new LeaseJournal(place, new Store(file, good, header.wholeUpTo())), leases, notes);
    }

    /// Writes soon.
    ///
    /// @param then is told the outcome on the journal's thread, in the order of commits; it must not block
    public void commit(Commit commit, Consumer<CommitOutcome> then) {
        if (closed) {
            then.accept(new CommitOutcome.Failed("the lease journal is closed"));
        } else {
            queue.add(new Work.Write(commit, then));
        }
    }

    /// {@return at most so many facts after that sequence that are not yet marked as published, oldest first}
    ///
    /// @throws IOException when they cannot be read back
    public List<Pending> pending(long after, int limit) throws IOException {
        return store.pending(after, limit);
    }

    /// Has someone told after each commit that held facts.
    public void onPending(Runnable wake) {
        this.wake = wake;
    }

    /// Marks the facts up to that sequence as published. The mark is on disk with the next group, or within a second:
    /// a crash before may have them published once more, under the same id.
    public void published(long upTo) {
        store.publish(upTo);
    }

    /// {@return facts that wait to be published}
    public long outboxSize() {
        return store.outboxSize();
    }

    /// {@return the size of the file, without what is laid out ahead}
    public long bytes() {
        return store.bytes();
    }

    /// {@return what was done since it was opened}
    public JournalStatistics statistics() {
        return new JournalStatistics(commits.sum(), groups.sum(), syncNanos.sum(), failures.sum(), rewritings.sum());
    }

    /// Writes what waits, then closes the file.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(new Work.Stop());
        try {
            if (!thread.join(END)) {
                LOG.log(Level.WARNING, "the lease journal is still writing after {0}", END);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var open = true;
        while (open) {
            open = work(next());
        }
        var late = new ArrayList<Work>();
        queue.drainTo(late);
        work(late);
        try {
            store.close();
            place.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lease journal could not be closed: {0}", e.toString());
        }
    }

    private List<Work> next() {
        var work = new ArrayList<Work>();
        try {
            Optional.ofNullable(queue.poll(IDLE_MILLISECONDS, TimeUnit.MILLISECONDS))
                    .ifPresent(work::add);
            queue.drainTo(work, LARGEST_GROUP - 1);
        } catch (InterruptedException _) {
            // nobody interrupts this thread
        }
        return work;
    }

    /// {@return whether to go on}
    private boolean work(List<Work> work) {
        var writes = new ArrayList<Work.Write>();
        var goOn = true;
        for (var piece : work) {
            switch (piece) {
                case Work.Write write -> writes.add(write);
                case Work.TakeOver(var finished) -> takeOver(finished);
                case Work.Abandon(var failed, var reason) -> abandon(failed, reason);
                case Work.Stop() -> goOn = false;
            }
        }
        if (!writes.isEmpty() || store.hasUnwrittenMark()) {
            write(writes);
        }
        return goOn;
    }

    private void write(List<Work.Write> writes) {
        var began = System.nanoTime();
        CommitOutcome outcome;
        try {
            store.write(writes.stream().map(Work.Write::commit).toList());
            commits.add(writes.size());
            outcome = new CommitOutcome.Durable();
        } catch (IOException | RuntimeException e) {
            failures.add(writes.size());
            outcome = new CommitOutcome.Failed(
                    "the lease journal " + place.journal() + " cannot be written: " + e.getMessage());
        }
        groups.increment();
        syncNanos.add(System.nanoTime() - began);
        for (var write : writes) {
            tell(write, outcome);
        }
        if (outcome instanceof CommitOutcome.Durable) {
            if (writes.stream().anyMatch(write -> !write.commit().facts().isEmpty())) {
                wakePublisher();
            }
            rewriteIfWorthIt();
        }
    }

    private void wakePublisher() {
        try {
            wake.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "who publishes facts could not be woken", e);
        }
    }

    private static void tell(Work.Write write, CommitOutcome outcome) {
        try {
            write.then().accept(outcome);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "what follows a commit failed", e);
        }
    }

    private void rewriteIfWorthIt() {
        if (rewriting || closed) {
            return;
        }
        try {
            store.rewriting().ifPresent(begun -> {
                rewriting = true;
                Thread.ofPlatform().daemon().name("lease-journal-rewriting").start(() -> rewrite(begun));
            });
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lease journal grows on, it cannot be written anew: {0}", e.toString());
        }
    }

    private void rewrite(Rewriting begun) {
        try {
            begun.writeWhatLived();
            queue.add(new Work.TakeOver(begun));
        } catch (IOException | RuntimeException e) {
            queue.add(new Work.Abandon(begun, e.toString()));
        }
    }

    private void takeOver(Rewriting finished) {
        try {
            store.takeOver(finished);
        } catch (IOException e) {
            abandon(finished, e.toString());
            return;
        }
        rewriting = false;
        rewritings.increment();
        try {
            place.sync();
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "a power cut may bring back the old lease journal, its directory cannot be synced: {0}",
                    e.toString());
        }
    }

    private void abandon(Rewriting failed, String reason) {
        rewriting = false;
        failed.abandon();
        LOG.log(Level.WARNING, "the lease journal grows on, it cannot be written anew: {0}", reason);
    }
}
