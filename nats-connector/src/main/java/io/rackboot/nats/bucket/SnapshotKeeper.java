package io.rackboot.nats.bucket;

import io.rackboot.nats.link.OncePerMinute;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Writes the snapshot a moment after a change, so that a burst of changes is written once.
final class SnapshotKeeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SnapshotKeeper.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final SnapshotFile file;
    private final Copy copy;
    private final OncePerMinute report = new OncePerMinute();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Thread thread = Thread.ofVirtual().name("nats-snapshot").unstarted(this::work);
    private boolean missing;
    private boolean changed;
    private boolean closed;

    /// @param missing whether there is no usable file yet, so that even an empty bucket is worth one
    SnapshotKeeper(SnapshotFile file, Copy copy, boolean missing) {
        this.file = file;
        this.copy = copy;
        this.missing = missing;
        thread.start();
    }

    /// The copy holds what the bucket holds.
    void synchronised() {
        lock.lock();
        try {
            changed = changed || missing;
            missing = false;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void changed() {
        lock.lock();
        try {
            changed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is not written yet.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (awaitChange()) {
            try {
                file.store(copy.all());
            } catch (IOException e) {
                report.run(() -> LOG.errorf(
                        "snapshot %s cannot be written, a start without NATS will find an old one: %s",
                        file.file(), e.toString()));
                again();
            }
        }
    }

    private void again() {
        lock.lock();
        try {
            changed = !closed;
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether there is something to write; false at the end}
    private boolean awaitChange() {
        lock.lock();
        try {
            while (!changed && !closed) {
                wake.awaitUninterruptibly();
            }
            var left = MOMENT.toNanos();
            while (!closed && left > 0) {
                left = awaitNanos(left);
            }
            var write = changed;
            changed = false;
            return write;
        } finally {
            lock.unlock();
        }
    }

    private long awaitNanos(long nanos) {
        try {
            return wake.awaitNanos(nanos);
        } catch (InterruptedException _) {
            return nanos; // nobody interrupts this thread
        }
    }
}
