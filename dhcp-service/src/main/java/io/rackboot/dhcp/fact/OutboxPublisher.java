package io.rackboot.dhcp.fact;

import io.rackboot.dhcp.lease.journal.Pending;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Sends the facts of the journal in their order, a window of them at a time, and marks those that the stream has.
///
/// While NATS is away they wait on disk, for days if need be, and at most a window of them in the channel. What was
/// sent and not marked is sent again after a restart; the stream drops it by its id. What cannot be read, or is
/// refused, is tried again a while later.
public final class OutboxPublisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    private static final int WINDOW = 512;
    /// Facts that come together travel together: each alone would wake half a dozen threads here and in NATS.
    private static final Duration GATHERING = Duration.ofMillis(10);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private static final class Sent {
        private final long sequence;
        private boolean published;

        Sent(long sequence) {
            this.sequence = sequence;
        }
    }

    private final Outbox outbox;
    private final FactChannel channel;
    private final Duration afterFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Sent> window = new ArrayDeque<>();
    private final Thread thread;
    private Optional<String> refusal = Optional.empty();
    private long last;
    private boolean unreadable;
    private boolean woken;
    private boolean closed;

    private OutboxPublisher(Outbox outbox, FactChannel channel, Duration afterFailure) {
        this.outbox = outbox;
        this.channel = channel;
        this.afterFailure = afterFailure;
        thread = Thread.ofVirtual().name("dhcp-outbox").unstarted(this::work);
    }

    /// Begins with what is pending.
    public static OutboxPublisher start(Outbox outbox, FactChannel channel) {
        return start(outbox, channel, AFTER_FAILURE);
    }

    static OutboxPublisher start(Outbox outbox, FactChannel channel, Duration afterFailure) {
        var publisher = new OutboxPublisher(outbox, channel, afterFailure);
        publisher.thread.start();
        return publisher;
    }

    /// There may be something new to publish, or a better chance to.
    public void wake() {
        locked(() -> {
            woken = true;
            changed.signalAll();
        });
    }

    /// Sends nothing more and waits a moment for the answers to what was sent.
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
        });
        try {
            thread.join(LAST_ANSWERS.plus(LAST_ANSWERS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (int room = awaitRoom(); room > 0; room = awaitRoom()) {
                publish(room);
            }
            awaitLastAnswers();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(int room) throws InterruptedException {
        List<Pending> facts;
        try {
            facts = outbox.pending(last, room);
        } catch (IOException | RuntimeException e) {
            unreadable(e);
            return;
        }
        if (unreadable) {
            unreadable = false;
            LOG.info("facts are read back from the journal again");
        }
        if (facts.isEmpty()) {
            awaitNews();
        } else {
            facts.forEach(this::send);
            Thread.sleep(GATHERING);
        }
    }

    /// Nobody tells when a disk can be read again.
    private void unreadable(Exception cause) throws InterruptedException {
        if (!unreadable) {
            unreadable = true;
            LOG.errorf("facts cannot be read back from the journal and wait: %s", cause.getMessage());
        }
        lock.lockInterruptibly();
        try {
            pause();
        } finally {
            lock.unlock();
        }
    }

    private void send(Pending pending) {
        var sent = new Sent(pending.sequence());
        locked(() -> {
            window.add(sent);
            last = pending.sequence();
        });
        channel.send(pending.fact(), () -> published(sent), reason -> refused(pending, reason));
    }

    private void published(Sent sent) {
        locked(() -> {
            sent.published = true;
            boolean full = window.size() >= WINDOW;
            OptionalLong upTo = OptionalLong.empty();
            while (!window.isEmpty() && window.getFirst().published) {
                upTo = OptionalLong.of(window.removeFirst().sequence);
            }
            upTo.ifPresent(outbox::published);
            if (full || window.isEmpty()) {
                changed.signalAll();
            }
        });
    }

    private void refused(Pending pending, String reason) {
        LOG.warnf(
                "fact %s on %s was not published and will be sent again: %s",
                pending.fact().id(), pending.fact().subject(), reason);
        locked(() -> {
            refusal = Optional.of(reason);
            changed.signalAll();
        });
    }

    /// Waits until something may be sent. After a refusal that is a while later, from the first unpublished fact on.
    ///
    /// @return how many may be sent, 0 once the publisher is closed
    private int awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && refusal.isEmpty() && (window.size() >= WINDOW || !channel.isOpen())) {
                changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (refusal.isPresent() && !closed) {
                rewind();
            }
            return closed ? 0 : WINDOW - window.size();
        } finally {
            lock.unlock();
        }
    }

    private void rewind() throws InterruptedException {
        pause();
        if (!window.isEmpty()) {
            last = window.getFirst().sequence - 1;
            window.clear();
        }
        refusal = Optional.empty();
    }

    private void pause() throws InterruptedException {
        long left = afterFailure.toNanos();
        while (left > 0 && !closed) {
            left = changed.awaitNanos(left);
        }
    }

    private void awaitNews() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && refusal.isEmpty() && !woken) {
                changed.await(1, TimeUnit.MINUTES);
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    private void awaitLastAnswers() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = LAST_ANSWERS.toNanos();
            while (!window.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
