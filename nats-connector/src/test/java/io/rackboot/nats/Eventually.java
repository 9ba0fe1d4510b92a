package io.rackboot.nats;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what happens elsewhere, with a deadline.
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Eventually() {}

    /// Returns when the condition holds; fails with the state when it does not within half a minute.
    public static void holds(BooleanSupplier condition, Supplier<?> state) {
        var end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + DEADLINE + ": " + state.get());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /// Returns when the condition holds.
    public static void holds(BooleanSupplier condition) {
        holds(condition, () -> "the condition");
    }
}
