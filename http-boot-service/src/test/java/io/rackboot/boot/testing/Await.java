package io.rackboot.boot.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition, and says which one when it does not come.
public final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Await() {}

    /// Waits until the condition holds.
    public static void until(String what, BooleanSupplier condition) {
        present(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /// Waits until there is a value.
    public static <T> T present(String what, Supplier<Optional<T>> value) {
        var end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            var found = value.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        throw new AssertionError("waited " + DEADLINE + " for " + what);
    }
}
