package io.rackboot.dhcp.lease;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/// Which leases' times come, in that order. There may be a million: the leases stand there themselves.
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

    /// {@return the leases whose time has come, at most so many}
    List<Lease> due(Instant now, int limit) {
        return inOrder.stream()
                .takeWhile(lease -> !lease.expires().isAfter(now))
                .limit(limit)
                .toList();
    }
}
