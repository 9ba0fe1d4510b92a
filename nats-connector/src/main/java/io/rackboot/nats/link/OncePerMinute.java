package io.rackboot.nats.link;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Lets one message of a kind through per minute, so that a lasting fault is loud without filling the log.
public final class OncePerMinute {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong last = new AtomicLong(System.nanoTime() - MINUTE);

    /// Runs the action unless one ran within the last minute.
    public void run(Runnable action) {
        var now = System.nanoTime();
        var before = last.get();
        if (now - before >= MINUTE && last.compareAndSet(before, now)) {
            action.run();
        }
    }

    /// Lets the next one through at once.
    public void reset() {
        last.set(System.nanoTime() - MINUTE);
    }
}
