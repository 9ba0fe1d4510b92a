package io.rackboot.nats.channel;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many messages a subscriber has asked for and not got yet.
final class Demand {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long open;

    /// Adds to the demand; beyond `Long.MAX_VALUE` it is without bound (Reactive Streams 3.17).
    void add(long more) {
        lock.lock();
        try {
            open = open + more < 0 ? Long.MAX_VALUE : open + more;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// {@return whether there is demand, after waiting for it at most that long}
    boolean await(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = timeout.toNanos();
            while (open == 0 && left > 0) {
                left = grown.awaitNanos(left);
            }
            return open > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Counts one message as delivered.
    void took() {
        lock.lock();
        try {
            if (open != Long.MAX_VALUE) {
                open--;
            }
        } finally {
            lock.unlock();
        }
    }
}
