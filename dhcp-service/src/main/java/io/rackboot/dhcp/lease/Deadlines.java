package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/// When each of some addresses becomes free, in that order. There may be a million: the leases stand there themselves.
final class Deadlines {
    private final TreeSet<Lease> inOrder = new TreeSet<>(Deadlines::compare);

    private static int compare(Lease one, Lease other) {
        int byTime = one.expires().compareTo(other.expires());
        return byTime == 0 ? one.address().compareTo(other.address()) : byTime;
    }

    void add(Lease lease) {
        inOrder.add(lease);
    }

    /// Removes that lease, or one of the same address and time.
    void remove(Lease lease) {
        inOrder.remove(lease);
    }

    /// {@return the addresses whose time has come, at most so many}
    List<Ip4Address> due(Instant now, int limit) {
        return inOrder.stream()
                .takeWhile(lease -> !lease.expires().isAfter(now))
                .limit(limit)
                .map(Lease::address)
                .toList();
    }
}
