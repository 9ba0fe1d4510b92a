package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.migration.found.Parameters;
import java.time.Duration;
import java.util.Optional;

/// What a scope sets, those around it included.
///
/// @param least `min-lease-time`
/// @param most `max-lease-time`
record Scope(Parameters parameters, Optional<Duration> least, Optional<Duration> most) {
    /// Nothing is set.
    static final Scope NONE = new Scope(Parameters.NONE, Optional.empty(), Optional.empty());

    private static final Duration DEFAULT_LEASE_TIME = Duration.ofHours(12);
    private static final Duration DEFAULT_MOST = Duration.ofHours(24);
    private static final Duration DEFAULT_LEAST = Duration.ofMinutes(5);

    /// {@return this, and where it sets nothing what the enclosing scope sets}
    Scope within(Scope outer) {
        return new Scope(parameters.within(outer.parameters), least.or(outer::least), most.or(outer::most));
    }

    Scope with(Parameters other) {
        return new Scope(other, least, most);
    }

    Scope withLeast(Duration time) {
        return new Scope(parameters, Optional.of(time), most);
    }

    Scope withMost(Duration time) {
        return new Scope(parameters, least, Optional.of(time));
    }

    /// {@return the parameters with the lease time of a client that asks for none: dhcpd bounds that too}
    Parameters bounded() {
        var upper = most.orElse(DEFAULT_MOST);
        var lower = least.orElse(shorter(DEFAULT_LEAST, upper));
        var time = shorter(parameters.leaseTime().orElse(DEFAULT_LEASE_TIME), upper);
        return parameters.withLeaseTime(time.compareTo(lower) < 0 ? lower : time);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
