package io.rackboot.inventory.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waiting for what must come true.
public final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Await() {}

    /// Tries the assertions until they hold; the last failure is the answer when they do not in time.
    public static void until(Runnable assertions) {
        until(() -> {
            assertions.run();
            return true;
        });
    }

    /// Tries until there is a value without a failed assertion.
    public static <T> T until(Supplier<T> attempt) {
        var end = Instant.now().plus(DEADLINE);
        while (true) {
            try {
                return attempt.get();
            } catch (AssertionError | RuntimeException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }
}
