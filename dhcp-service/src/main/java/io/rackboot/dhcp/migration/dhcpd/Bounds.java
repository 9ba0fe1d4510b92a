package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.migration.found.LeaseTimes;
import java.time.Duration;

/// The lease times of a client that asks for none: dhcpd bounds its own default too, and has bounds of its own.
final class Bounds {
    private static final Duration USUAL = Duration.ofHours(12);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private Bounds() {}

    /// {@return the times, the usual one within the others, which stay unsaid where they are}
    static LeaseTimes of(LeaseTimes times) {
        var upper = times.longest().orElse(LONGEST);
        var lower = shorter(times.shortest().orElse(SHORTEST), upper);
        var usual = shorter(times.usual().orElse(USUAL), upper);
        return times.withUsual(usual.compareTo(lower) < 0 ? lower : usual);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
