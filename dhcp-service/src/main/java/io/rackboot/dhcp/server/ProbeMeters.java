package io.rackboot.dhcp.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What probing costs and finds.
public final class ProbeMeters {
    private final Counter asked;
    private final Counter conflicts;

    /// Registers every meter, so that each shows from the start.
    public ProbeMeters(MeterRegistry registry) {
        asked = registry.counter("dhcp.address.probes");
        conflicts = registry.counter("dhcp.address.conflicts");
    }

    void asked() {
        asked.increment();
    }

    void conflict() {
        conflicts.increment();
    }
}
