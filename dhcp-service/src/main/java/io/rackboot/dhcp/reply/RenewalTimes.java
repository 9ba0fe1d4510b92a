package io.rackboot.dhcp.reply;

import java.time.Duration;
import java.util.Optional;

/// When a client is to renew its lease (T1, option 58) and when it is to ask any server (T2, option 59).
///
/// @param renewal T1; empty for half of the lease time, or of T2 where that comes earlier
/// @param rebinding T2; empty for seven eighths of the lease time
public record RenewalTimes(Optional<Duration> renewal, Optional<Duration> rebinding) {
    /// Half and seven eighths (RFC 2131 §4.4.5).
    public static final RenewalTimes USUAL = new RenewalTimes(Optional.empty(), Optional.empty());

    private static final double REBINDING_SHARE = 0.875;

    /// {@return these times, if they suit leases of that time: T1 before T2 before the lease's end}
    ///
    /// @throws IllegalArgumentException naming the one that does not
    public RenewalTimes suiting(Duration lease) {
        requireWithin("rebinding-time", rebinding, lease, "lease-time");
        requireWithin("renewal-time", renewal, t2(lease), "rebinding-time");
        return this;
    }

    private static void requireWithin(String name, Optional<Duration> time, Duration limit, String limitName) {
        time.filter(set -> set.toSeconds() < 1 || set.compareTo(limit) >= 0).ifPresent(set -> {
            throw new IllegalArgumentException(
                    name + ": " + set + " is not at least PT1S and less than the " + limitName + ", " + limit);
        });
    }

    /// {@return T1 of a lease; half of its time where the configured one does not suit it}
    Duration t1(Duration lease) {
        var usual = half(lease);
        var t2 = t2(lease);
        if (renewal.isPresent() && renewal.get().compareTo(t2) < 0) {
            return renewal.get();
        }
        return usual.compareTo(t2) < 0 ? usual : half(t2);
    }

    /// {@return T2 of a lease; seven eighths of its time where the configured one does not suit it}
    Duration t2(Duration lease) {
        return rebinding.isPresent() && rebinding.get().compareTo(lease) < 0
                ? rebinding.get()
                : Duration.ofSeconds((long) (lease.toSeconds() * REBINDING_SHARE));
    }

    /// In whole seconds, as the option has it.
    private static Duration half(Duration time) {
        return Duration.ofSeconds(time.toSeconds() / 2);
    }
}
