package io.rackboot.nats.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The messages that the server does not have yet, in their order: those that wait, and a count of those that are on
/// their way. Both together stay within the capacity.
final class Spill {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Held> waiting = new ArrayDeque<>();
    private int held;
    private boolean closed;

    Spill(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    /// {@return whether there was room for the message}
    boolean offer(Held message) {
        lock.lock();
        try {
            if (closed || held >= capacity) {
                return false;
            }
            held++;
            waiting.addLast(message);
            if (waiting.size() == 1) {
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the first messages that wait, as soon as there is one; they still count as held.
    ///
    /// @param limit how many at most
    /// @return none when the time is over
    List<Held> take(Duration timeout, int limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = timeout.toNanos();
            while (waiting.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            var taken = new ArrayList<Held>(Math.min(limit, waiting.size()));
            while (taken.size() < limit && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Puts messages back to their place in front of those that came later.
    void putBack(Collection<Held> messages) {
        lock.lock();
        try {
            messages.stream()
                    .sorted(Comparator.comparing(Held::number).reversed())
                    .forEach(waiting::addFirst);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Gives a taken message's room free.
    void done() {
        lock.lock();
        try {
            held--;
            if (held == 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing is held any more, or until the time is over.
    void awaitEmpty(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = timeout.toNanos();
            while (held > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more messages, and gives those that wait.
    List<Held> close() {
        lock.lock();
        try {
            closed = true;
            var rest = List.copyOf(waiting);
            waiting.clear();
            held -= rest.size();
            return rest;
        } finally {
            lock.unlock();
        }
    }
}
