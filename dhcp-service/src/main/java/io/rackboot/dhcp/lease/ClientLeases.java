package io.rackboot.dhcp.lease;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The leases by client and subnet, present and former. What it answers follows from the leases alone, and so is the
/// same after a restart, and after a step was taken back.
final class ClientLeases {
    private static final Comparator<Lease> LATEST_FIRST = Comparator.comparing(Lease::isBound)
            .thenComparing(Lease::granted)
            .thenComparing(Lease::expires)
            .thenComparing(Lease::address)
            .reversed();

    /// Nearly every holder has one, and there may be a million of them: a list takes the least room.
    private final Map<Holder, List<Lease>> byHolder = new HashMap<>();

    void add(Holder holder, Lease lease) {
        byHolder.merge(holder, List.of(lease), (former, _) -> with(former, lease));
    }

    void remove(Holder holder, Lease lease) {
        byHolder.computeIfPresent(holder, (_, leases) -> {
            var left = without(leases, lease);
            return left.isEmpty() ? null : left;
        });
    }

    private static List<Lease> with(List<Lease> leases, Lease lease) {
        var more = new ArrayList<Lease>(leases.size() + 1);
        more.addAll(leases);
        int at = Collections.binarySearch(leases, lease, LATEST_FIRST);
        if (at < 0) {
            more.add(-at - 1, lease);
        } else {
            more.set(at, lease);
        }
        return more;
    }

    private static List<Lease> without(List<Lease> leases, Lease lease) {
        int at = Collections.binarySearch(leases, lease, LATEST_FIRST);
        if (at < 0) {
            return leases;
        }
        var fewer = new ArrayList<>(leases);
        fewer.remove(at);
        return fewer;
    }

    /// {@return the lease that is held, else the one that was granted last}
    Optional<Lease> latest(Holder holder) {
        return Optional.ofNullable(byHolder.get(holder)).map(List::getFirst);
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
