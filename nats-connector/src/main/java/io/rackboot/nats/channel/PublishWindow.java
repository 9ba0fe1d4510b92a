package io.rackboot.nats.channel;

import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.rackboot.nats.link.Causes;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The messages on their way over one connection, at most [#SIZE].
final class PublishWindow {
    static final int SIZE = 512;
    private static final long ANSWER_SECONDS = 10;
    /// The message itself is wrong, say too large; other codes tell of the server's state.
    private static final int BAD_REQUEST = 400;

    private final Spill spill;
    private final Sent sent;
    private final Semaphore room = new Semaphore(SIZE);
    private final Queue<Held> undecided = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());

    PublishWindow(Spill spill, Sent sent) {
        this.spill = spill;
        this.sent = sent;
    }

    boolean failed() {
        return failure.get().isPresent();
    }

    /// Sends the message as soon as there is room.
    void publish(Held held, JetStream jetStream) throws InterruptedException {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            undecided(held);
            throw e;
        }
        if (failed()) {
            undecided(held);
            room.release();
            return;
        }
        try {
            jetStream
                    .publishAsync(held.toNats())
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((_, failed) -> {
                        settle(held, Optional.ofNullable(failed));
                        room.release();
                    });
        } catch (IllegalArgumentException e) {
            room.release();
            sent.refused(held, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            room.release();
            undecided(held);
            failure.compareAndSet(Optional.empty(), Optional.of(e));
        }
    }

    /// Keeps a message for [#settle].
    void undecided(Held held) {
        undecided.add(held);
    }

    /// Waits until every message has its fate, and puts the undecided ones back.
    void settle() {
        room.acquireUninterruptibly(SIZE);
        spill.putBack(undecided);
        undecided.clear();
    }

    /// Throws what ended the window, if anything did.
    void failure() throws IOException {
        var cause = failure.get();
        if (cause.isPresent()) {
            throw new IOException("publishing failed: " + cause.get().getMessage(), cause.get());
        }
    }

    private void settle(Held held, Optional<Throwable> failed) {
        if (failed.isEmpty()) {
            sent.stored(held);
            return;
        }
        var cause = Causes.of(failed.get());
        if (cause instanceof JetStreamApiException e && e.getErrorCode() == BAD_REQUEST) {
            sent.refused(held, String.valueOf(e.getMessage()));
        } else {
            undecided(held);
            failure.compareAndSet(Optional.empty(), Optional.of(cause));
        }
    }
}
