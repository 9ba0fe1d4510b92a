package io.rackboot.nats.channel;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.rackboot.nats.link.Causes;
import io.rackboot.nats.link.Link;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// The messages on their way over one connection, at most [#SIZE].
final class PublishWindow {
    static final int SIZE = 512;
    private static final long SETTLE_STEP = TimeUnit.MILLISECONDS.toNanos(1);
    /// The message itself is wrong, say too large; other codes tell of the server's state.
    private static final int BAD_REQUEST = 400;

    private final Spill spill;
    private final Sent sent;
    private final Semaphore room = new Semaphore(SIZE);
    private final Set<CompletableFuture<PublishAck>> answers = ConcurrentHashMap.newKeySet();
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
            var answer = jetStream.publishAsync(held.subject(), held.headers(), held.payload());
            answers.add(answer);
            // jnats gives up by itself what is not answered for some seconds
            answer.whenComplete((_, failed) -> {
                answers.remove(answer);
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

    /// Waits until every message has its fate, and puts the undecided ones back. A lost connection brings no answers.
    void settle(Connection connection) {
        var interrupted = Thread.interrupted();
        while (room.availablePermits() < SIZE) {
            if (!Link.alive(connection)) {
                answers.forEach(answer -> answer.completeExceptionally(new IOException("the connection is lost")));
            }
            LockSupport.parkNanos(SETTLE_STEP);
            interrupted |= Thread.interrupted();
        }
        spill.putBack(undecided);
        undecided.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
