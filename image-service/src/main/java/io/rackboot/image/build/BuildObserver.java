package io.rackboot.image.build;

import java.time.Duration;

/// Is told of ended builds, for counters.
@FunctionalInterface
public interface BuildObserver {
    /// A build ended.
    ///
    /// @param outcome `finished`, `cancelled` or the reason of the failure
    void ended(String outcome, Duration duration);
}
