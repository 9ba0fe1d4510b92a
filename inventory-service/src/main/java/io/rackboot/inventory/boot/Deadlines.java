package io.rackboot.inventory.boot;

import io.rackboot.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a boot may stay at each stage.
///
/// @param requested from the request to the lease
/// @param leased from the lease to the loader
/// @param loader from the loader to the script
/// @param script from the script to the kernel
/// @param kernel from the last of kernel, initrd and root to the kernel's start
/// @param started from the kernel's start to the system
public record Deadlines(
        Duration requested, Duration leased, Duration loader, Duration script, Duration kernel, Duration started) {

    /// {@return the stall of a running boot whose stage has outlived its deadline by `now`}
    public Optional<Happening.Overdue> overdue(Boot boot, Instant now) {
        if (!(boot.state() instanceof BootState.Running running)) {
            return Optional.empty();
        }
        return after(running.stage())
                .filter(deadline -> !now.isBefore(running.progressed().plus(deadline)))
                .map(deadline -> new Happening.Overdue(running.stage(), running.progressed(), deadline));
    }

    private Optional<Duration> after(Stage stage) {
        return switch (stage) {
            case REQUESTED -> Optional.of(requested);
            case LEASED -> Optional.of(leased);
            case LOADER -> Optional.of(loader);
            case SCRIPT -> Optional.of(script);
            case KERNEL -> Optional.of(kernel);
            case STARTED -> Optional.of(started);
            case COMPLETE, OTHER -> Optional.empty();
        };
    }
}
