package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition of another process, which can only be asked again.
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Await() {}

    static void until(String what, Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        var met = condition.getAsBoolean();
        while (!met && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            met = condition.getAsBoolean();
        }
        assertThat(met).as("%s within %s", what, limit).isTrue();
    }
}
