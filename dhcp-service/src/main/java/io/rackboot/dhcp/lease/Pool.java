package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The free addresses of one subnet's ranges, in the order in which they are handed out: those never used; those of
/// visitors, the one free for longest first; those of residents, likewise. No step looks at more than a few addresses,
/// however large the ranges.
///
/// Never-used addresses are not listed: a cursor walks the ranges once, and what becomes free behind it is remembered.
///
/// Some are kept for known machines: those of the residents that left last, and as many others as machines are awaited
/// that were never here; together never more than the subnet's policy says.
final class Pool {
    private static final int LOOK = 256;

    /// What a free address was before.
    enum Past {
        /// Nobody ever had it.
        UNUSED,
        /// Its last holder came and went.
        VISITED,
        /// Its last holder stayed, or is a machine that has a document, and may come back.
        RESIDENT
    }

    private final Subnet subnet;
    private final Range[] ranges;
    private final long size;
    private final long keptAtMost;
    private final SequencedSet<Ip4Address> fresh = new LinkedHashSet<>();
    private final SequencedSet<Ip4Address> visited = new LinkedHashSet<>();
    private final SequencedSet<Ip4Address> residents = new LinkedHashSet<>();
    private final BitSet taken = new BitSet();
    private long free;
    private long cursor;

    Pool(Subnet subnet) {
        this.subnet = subnet;
        this.ranges = subnet.ranges().toArray(Range[]::new);
        this.size = subnet.ranges().stream().mapToLong(Range::size).sum();
        this.keptAtMost = size * subnet.policy().keptForKnown() / 100;
        this.free = size;
    }

    Subnet subnet() {
        return subnet;
    }

    long size() {
        return size;
    }

    /// {@return how many addresses are neither held, offered, reserved nor in quarantine}
    long free() {
        return free;
    }

    /// {@return the address to hand out next to a known client}
    ///
    /// @param usable whether an address may be handed out: no record, no offer, no reservation
    Optional<Ip4Address> next(Predicate<Ip4Address> usable) {
        return nextUnclaimed(usable).or(() -> first(residents, usable));
    }

    /// {@return the address to hand out next to anybody}
    ///
    /// @param usable as in [#next]
    /// @param awaited how many machines are awaited that were never here
    Optional<Ip4Address> nextUnkept(Predicate<Ip4Address> usable, long awaited) {
        if (unclaimed() > keptUnclaimed(awaited)) {
            return nextUnclaimed(usable);
        }
        return residents.size() > keptAtMost ? first(residents, usable) : Optional.empty();
    }

    /// {@return whether a free address is kept for known machines, so that nobody else may have it even if it asks}
    ///
    /// @param awaited as in [#nextUnkept]
    boolean isKept(Ip4Address address, long awaited) {
        return residents.contains(address)
                ? residents.size() <= keptAtMost || !residents.getFirst().equals(address)
                : indexOf(address) >= 0 && unclaimed() <= keptUnclaimed(awaited);
    }

    /// {@return the addresses to hand out next, at most so many; looks at a few hundred at most}
    ///
    /// @param usable as for [#next]
    List<Ip4Address> ahead(Predicate<Ip4Address> usable, int count) {
        var never = LongStream.range(cursor, Math.min(cursor + LOOK, size)).mapToObj(this::at);
        return Stream.of(
                        fresh.stream().limit(LOOK),
                        never,
                        visited.stream().limit(LOOK),
                        residents.stream().limit(LOOK))
                .flatMap(Function.identity())
                .filter(usable)
                .distinct()
                .limit(count)
                .toList();
    }

    /// {@return the free addresses that were used before, each kind in the order in which it is handed out}
    List<Ip4Address> waiting() {
        return Stream.concat(visited.stream(), residents.stream()).toList();
    }

    /// The address was used before and had better be handed out after the others.
    void postpone(Ip4Address address) {
        for (var line : List.of(visited, residents)) {
            if (line.remove(address)) {
                line.add(address);
            }
        }
    }

    /// The address is neither held, offered nor reserved. One that was free already keeps its place.
    void free(Ip4Address address, Past past) {
        var index = indexOf(address);
        if (index < 0) {
            return;
        }
        mark(index, false);
        place(fresh, address, past == Past.UNUSED && index < cursor);
        place(visited, address, past == Past.VISITED);
        place(residents, address, past == Past.RESIDENT);
    }

    /// The address is held, offered or reserved.
    void taken(Ip4Address address) {
        var index = indexOf(address);
        if (index >= 0) {
            mark(index, true);
            fresh.remove(address);
            visited.remove(address);
            residents.remove(address);
        }
    }

    /// Moves past what is not usable, so that [#next] finds its answer at once.
    void advance(Predicate<Ip4Address> usable) {
        while (cursor < size && !usable.test(at(cursor))) {
            cursor++;
        }
    }

    private void mark(long index, boolean isTaken) {
        if (taken.get((int) index) != isTaken) {
            taken.set((int) index, isTaken);
            free += isTaken ? -1 : 1;
        }
    }

    private static void place(SequencedSet<Ip4Address> line, Ip4Address address, boolean belongs) {
        if (belongs) {
            line.add(address);
        } else {
            line.remove(address);
        }
    }

    private long unclaimed() {
        return free - residents.size();
    }

    private long keptUnclaimed(long awaited) {
        return Math.min(awaited, keptAtMost - Math.min(keptAtMost, residents.size()));
    }

    private Optional<Ip4Address> nextUnclaimed(Predicate<Ip4Address> usable) {
        return first(fresh, usable).or(() -> neverUsed(usable)).or(() -> first(visited, usable));
    }

    private static Optional<Ip4Address> first(SequencedSet<Ip4Address> addresses, Predicate<Ip4Address> usable) {
        for (var address : addresses) {
            if (usable.test(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private Optional<Ip4Address> neverUsed(Predicate<Ip4Address> usable) {
        for (long index = cursor; index < size; index++) {
            var address = at(index);
            if (usable.test(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private Ip4Address at(long index) {
        long rest = index;
        for (var range : ranges) {
            if (rest < range.size()) {
                return range.first().plus((int) rest);
            }
            rest -= range.size();
        }
        throw new IndexOutOfBoundsException("address " + index + " of " + size);
    }

    private long indexOf(Ip4Address address) {
        long before = 0;
        for (var range : ranges) {
            if (range.contains(address)) {
                return before + address.toLong() - range.first().toLong();
            }
            before += range.size();
        }
        return -1;
    }
}
