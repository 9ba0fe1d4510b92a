package io.rackboot.dhcp.lease;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// The leases by client and subnet, present and former. What it answers follows from the leases alone, and so is the
/// same after a restart, and after a step was taken back.
final class ClientLeases {
    private static final Comparator<Lease> LATEST_FIRST = Comparator.comparing(Lease::isBound)
            .thenComparing(Lease::granted)
            .thenComparing(Lease::expires)
            .thenComparing(Lease::address)
            .reversed();

    private final Map<Holder, NavigableSet<Lease>> byHolder = new HashMap<>();

    void add(Holder holder, Lease lease) {
        byHolder.computeIfAbsent(holder, _ -> new TreeSet<>(LATEST_FIRST)).add(lease);
    }

    void remove(Holder holder, Lease lease) {
        byHolder.computeIfPresent(holder, (_, leases) -> {
            leases.remove(lease);
            return leases.isEmpty() ? null : leases;
        });
    }

    /// {@return the lease that is held, else the one that was granted last}
    Optional<Lease> latest(Holder holder) {
        return Optional.ofNullable(byHolder.get(holder)).map(NavigableSet::first);
    }

    /// {@return a lease of another address that is held}
    Optional<Lease> heldBeside(Holder holder, Lease lease) {
        return Optional.ofNullable(byHolder.get(holder))
                .flatMap(leases -> leases.stream()
                        .takeWhile(Lease::isBound)
                        .filter(held -> !held.address().equals(lease.address()))
                        .findFirst());
    }
}
