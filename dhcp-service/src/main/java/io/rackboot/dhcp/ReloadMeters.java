package io.rackboot.dhcp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// How reloads of the configuration went.
final class ReloadMeters {
    private final Counter applied;
    private final Counter unchanged;
    private final Counter refused;
    /// 1 as long as the files hold what is in force, as far as is known.
    private final AtomicInteger inForce = new AtomicInteger(1);

    ReloadMeters(MeterRegistry registry) {
        applied = registry.counter("dhcp.reloads", "outcome", "applied");
        unchanged = registry.counter("dhcp.reloads", "outcome", "unchanged");
        refused = registry.counter("dhcp.reloads", "outcome", "refused");
        registry.gauge("dhcp.configuration.in.force", inForce);
    }

    void reloaded(Reload.Outcome outcome) {
        switch (outcome) {
            case Reload.Outcome.Applied _ -> applied.increment();
            case Reload.Outcome.Unchanged _ -> unchanged.increment();
            case Reload.Outcome.Refused _ -> refused.increment();
        }
        inForce.set(outcome instanceof Reload.Outcome.Refused ? 0 : 1);
    }
}
