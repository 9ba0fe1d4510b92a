package io.rackboot.dhcp.rarp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/// What became of RARP requests.
public final class RarpMeters {
    private final Counter answered;
    private final Map<RarpDecision.Reason, Counter> silences = new EnumMap<>(RarpDecision.Reason.class);

    /// Registers every meter, so that each shows from the start.
    public RarpMeters(MeterRegistry registry) {
        answered = requests(registry, "answered");
        for (var reason : RarpDecision.Reason.values()) {
            silences.put(reason, requests(registry, reason.text()));
        }
    }

    private static Counter requests(MeterRegistry registry, String outcome) {
        return registry.counter("dhcp.rarp.requests", "outcome", outcome);
    }

    void answered() {
        answered.increment();
    }

    void silent(RarpDecision.Reason reason) {
        silences.get(reason).increment();
    }
}
