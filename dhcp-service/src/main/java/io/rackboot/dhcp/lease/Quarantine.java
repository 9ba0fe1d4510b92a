package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The declined addresses, until their time is over. How many there are may be asked by any thread.
final class Quarantine {
    private final Set<Ip4Address> addresses = ConcurrentHashMap.newKeySet();
    private final Deadlines ends = new Deadlines();

    void add(Lease declined) {
        addresses.add(declined.address());
        ends.add(declined);
    }

    /// The address of this lease is no longer in quarantine, if it was.
    void remove(Lease lease) {
        addresses.remove(lease.address());
        ends.remove(lease);
    }

    boolean holds(Ip4Address address) {
        return addresses.contains(address);
    }

    /// Ends those whose time has come, at most so many.
    ///
    /// @return their addresses
    List<Ip4Address> endUntil(Instant now, int limit) {
        var over = ends.due(now, limit);
        over.forEach(this::remove);
        return over.stream().map(Lease::address).toList();
    }

    /// {@return how many addresses of the subnet are in it}
    long in(Subnet subnet) {
        return addresses.stream().filter(subnet::contains).count();
    }
}
