package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// When each of some addresses becomes free, in that order.
final class Deadlines {
    private record Deadline(Instant at, Ip4Address address) {}

    private final TreeSet<Deadline> inOrder =
            new TreeSet<>(Comparator.comparing(Deadline::at).thenComparing(Deadline::address));

    void add(Lease lease) {
        inOrder.add(new Deadline(lease.expires(), lease.address()));
    }

    void remove(Lease lease) {
        inOrder.remove(new Deadline(lease.expires(), lease.address()));
    }

    /// {@return the addresses whose time has come, at most so many}
    List<Ip4Address> due(Instant now, int limit) {
        return inOrder.stream()
                .takeWhile(deadline -> !deadline.at().isAfter(now))
                .limit(limit)
                .map(Deadline::address)
                .toList();
    }
}
