package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The free addresses of one subnet's ranges, in the order in which they are handed out: those never used, then those
/// used before, the one free for longest first. No step looks at more than a few addresses, however large the ranges.
///
/// Never-used addresses are not listed: a cursor walks the ranges once, and what becomes free behind it is remembered.
final class Pool {
    private static final int LOOK = 256;

    private final Subnet subnet;
    private final long size;
    private final SequencedSet<Ip4Address> fresh = new LinkedHashSet<>();
    private final SequencedSet<Ip4Address> freed = new LinkedHashSet<>();
    private long cursor;

    Pool(Subnet subnet) {
        this.subnet = subnet;
        this.size = subnet.ranges().stream().mapToLong(Range::size).sum();
    }

    Subnet subnet() {
        return subnet;
    }

    long size() {
        return size;
    }

    /// {@return the address to hand out next}
    ///
    /// @param usable whether an address may be handed out: no record, no offer, no reservation
    Optional<Ip4Address> next(Predicate<Ip4Address> usable) {
        return first(fresh, usable).or(() -> neverUsed(usable)).or(() -> first(freed, usable));
    }

    /// {@return the addresses to hand out next, at most so many; looks at a few hundred at most}
    ///
    /// @param usable as for [#next]
    List<Ip4Address> ahead(Predicate<Ip4Address> usable, int count) {
        var never = LongStream.range(cursor, Math.min(cursor + LOOK, size)).mapToObj(this::at);
        return Stream.of(fresh.stream().limit(LOOK), never, freed.stream().limit(LOOK))
                .flatMap(Function.identity())
                .filter(usable)
                .distinct()
                .limit(count)
                .toList();
    }

    /// The address was used before and had better be handed out after the others.
    void postpone(Ip4Address address) {
        if (freed.remove(address)) {
            freed.add(address);
        }
    }

    /// The address is neither held, offered nor reserved. One that was free already keeps its place.
    ///
    /// @param usedBefore whether somebody had it before
    void free(Ip4Address address, boolean usedBefore) {
        var index = indexOf(address);
        if (index < 0) {
            return;
        }
        if (usedBefore) {
            fresh.remove(address);
            freed.add(address);
        } else {
            freed.remove(address);
            if (index < cursor) {
                fresh.add(address);
            }
        }
    }

    /// The address is held, offered or reserved.
    void taken(Ip4Address address) {
        fresh.remove(address);
        freed.remove(address);
    }

    /// Moves past what is not usable, so that [#next] finds its answer at once.
    void advance(Predicate<Ip4Address> usable) {
        while (cursor < size && !usable.test(at(cursor))) {
            cursor++;
        }
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
        for (var range : subnet.ranges()) {
            if (rest < range.size()) {
                return range.first().plus((int) rest);
            }
            rest -= range.size();
        }
        throw new IndexOutOfBoundsException("address " + index + " of " + size);
    }

    private long indexOf(Ip4Address address) {
        long before = 0;
        for (var range : subnet.ranges()) {
            if (range.contains(address)) {
                return before + address.toLong() - range.first().toLong();
            }
            before += range.size();
        }
        return -1;
    }
}
