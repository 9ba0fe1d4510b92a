package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
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
        record Write(GroupWriter.Waiting waiting) implements Work {}

        record TakeOver(Rewriting rewriting) implements Work {}

        record Abandon(Rewriting rewriting, String reason) implements Work {}

        record Stop() implements Work {}
    }

    private record Begun(Rewriting rewriting, Thread thread) {}

    private final Store store;
    private final GroupWriter writer;
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("lease-journal").unstarted(this::run);
    private final LongAdder rewritings = new LongAdder();
    private final ReentrantLock door = new ReentrantLock();
    private volatile Runnable wake = () -> {};
    private boolean closed;
    private Optional<Begun> begun = Optional.empty();

    LeaseJournal(Store store) {
        this.store = store;
        writer = new GroupWriter(store);
        thread.start();
    }

    /// Opens the journal of a directory; makes both where they are missing.
    public static Opened open(Path directory) {
        return Opening.of(directory, FileChannel::open);
    }

    /// Writes soon.
    ///
    /// @param then is told the outcome, once: on the journal's thread, in the order of commits, where it must not
    ///     block; on the caller's, where the journal is closed
    public void commit(Commit commit, Consumer<CommitOutcome> then) {
        if (!enqueue(new Work.Write(new GroupWriter.Waiting(commit, then)))) {
            then.accept(new CommitOutcome.Failed("the lease journal is closed"));
        }
    }

    /// Nothing is put behind [Work.Stop] that anybody waits for.
    private boolean enqueue(Work work) {
        door.lock();
        try {
            return !closed && queue.add(work);
        } finally {
            door.unlock();
        }
    }

    /// {@return why commits wait untold, where the file can neither be written nor cut back}
    ///
    /// It is tried again twice a second. Who can should commit nothing meanwhile: it would wait too.
    public Optional<String> trouble() {
        return writer.trouble();
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
        return writer.statistics(rewritings.sum());
    }

    /// Writes what waits, then closes the file.
    @Override
    public void close() {
        door.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(new Work.Stop());
        } finally {
            door.unlock();
        }
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
        stopRewriting();
        if (store.hasUnwrittenMark() || store.endsWithCommits()) {
            writer.write(List.of());
        }
        writer.end();
        try {
            store.close();
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

    /// @param work empty when there has been none for a while
    /// @return whether to go on
    private boolean work(List<Work> work) {
        var group = new ArrayList<GroupWriter.Waiting>();
        var goOn = true;
        for (var piece : work) {
            switch (piece) {
                case Work.Write(var waiting) -> group.add(waiting);
                case Work.TakeOver(var finished) -> takeOver(finished);
                case Work.Abandon(var failed, var reason) -> abandon(failed, reason);
                case Work.Stop() -> goOn = false;
            }
        }
        // A mark behind the last commits: from then on damage to them is not taken for a write that a crash tore.
        var toMark = store.hasUnwrittenMark() || work.isEmpty() && store.endsWithCommits();
        if (!group.isEmpty() || toMark || writer.trouble().isPresent()) {
            write(group);
        }
        return goOn;
    }

    private void write(List<GroupWriter.Waiting> group) {
        if (writer.write(group)) {
            if (group.stream().anyMatch(waiting -> !waiting.commit().facts().isEmpty())) {
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

    private void rewriteIfWorthIt() {
        if (begun.isPresent()) {
            return;
        }
        try {
            begun = store.rewriting().map(this::begin);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lease journal grows on, it cannot be written anew: {0}", e.toString());
        }
    }

    private Begun begin(Rewriting rewriting) {
        return new Begun(
                rewriting,
                Thread.ofPlatform().daemon().name("lease-journal-rewriting").start(() -> rewrite(rewriting)));
    }

    private void rewrite(Rewriting rewriting) {
        try {
            rewriting.writeWhatLived();
            queue.add(new Work.TakeOver(rewriting));
        } catch (IOException | RuntimeException | Error e) {
            queue.add(new Work.Abandon(rewriting, e.toString()));
        }
    }

    private void takeOver(Rewriting finished) {
        if (writer.trouble().isPresent()) {
            abandon(finished, "the old one is to be cut back first");
            return;
        }
        try {
            store.takeOver(finished);
            begun = Optional.empty();
            rewritings.increment();
        } catch (IOException | RuntimeException | Error e) {
            abandon(finished, e.toString());
        }
    }

    private void abandon(Rewriting failed, String reason) {
        begun = Optional.empty();
        failed.abandon();
        LOG.log(Level.WARNING, "the lease journal grows on, it cannot be written anew: {0}", reason);
    }

    private void stopRewriting() {
        begun.ifPresent(left -> {
            left.rewriting().stop();
            try {
                left.thread().join();
            } catch (InterruptedException _) {
                // nobody interrupts this thread
            }
            left.rewriting().abandon();
        });
    }
}
