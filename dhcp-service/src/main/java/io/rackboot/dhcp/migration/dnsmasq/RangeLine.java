package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.found.Finding.PlacedRange;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Prefix;
import io.rackboot.dhcp.migration.found.Reasons;
import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A `dhcp-range` of IPv4:
///
/// ```
///   [tag:TAG,...][set:TAG,]FIRST[,LAST|MODE[,MASK[,BROADCAST]]][,TIME]
/// ```
///
/// @param label the tag that its clients get
/// @param network where it lies
/// @param range what it leases; empty where addresses are reserved alone (`static`)
/// @param leaseTime where it names one
/// @param notes what of it is left
record RangeLine(
        Line line,
        Optional<String> label,
        Prefix network,
        Optional<PlacedRange> range,
        Optional<Duration> leaseTime,
        List<String> notes) {
    private static final int GUESSED_PREFIX = 24;
    private static final Set<String> IPV6_MODES =
            Set.of("ra-only", "ra-names", "ra-stateless", "ra-advrouter", "slaac", "off-link");

    /// What the line turned out to be.
    sealed interface Reading {
        /// A range.
        record Good(RangeLine range) implements Reading {}

        /// Nothing that can be taken.
        record Bad(String why) implements Reading {}
    }

    /// {@return its first address, or its network's}
    Ip4Address first() {
        return range.map(PlacedRange::range).map(Range::first).orElse(network.first());
    }

    static Reading read(Line line) {
        var parts = new ArrayDeque<>(line.parts());
        var notes = new ArrayList<String>();
        var label = label(parts, notes);
        if (parts.stream().anyMatch(part -> part.contains(":") || IPV6_MODES.contains(part))) {
            return new Reading.Bad(Reasons.IPV6);
        }
        var first = Notation.address(parts.isEmpty() ? "" : parts.poll());
        if (first.isEmpty()) {
            return new Reading.Bad("not a range of addresses");
        }
        var last = end(parts);
        boolean fixed = take(parts, "static");
        if (take(parts, "proxy")) {
            return new Reading.Bad("addresses are another server's (proxyDHCP)");
        }
        if (!fixed && (last.isEmpty() || last.get().compareTo(first.get()) < 0)) {
            return new Reading.Bad("not a range of addresses");
        }
        var mask = mask(parts);
        if (mask.isEmpty() && last.filter(end -> !near(first.get(), end)).isPresent()) {
            return new Reading.Bad("names no mask (dnsmasq takes its interface's); add it");
        }
        int prefixLength = mask.orElseGet(() -> guess(notes));
        var time = time(parts, notes);
        var range = fixed ? Optional.<Range>empty() : Optional.of(new Range(first.get(), last.orElseThrow()));
        return new Reading.Good(new RangeLine(
                line,
                label,
                new Prefix(first.get(), prefixLength),
                range.map(addresses -> new PlacedRange(
                        line.place(),
                        line.text(),
                        addresses,
                        LeaseTimes.NONE.withUsual(time.orElse(LeaseTime.DEFAULT)))),
                time,
                notes));
    }

    /// The leading tags. An old file names the tag to set without `set:`.
    private static Optional<String> label(Deque<String> parts, List<String> notes) {
        Optional<String> label = Optional.empty();
        while (!parts.isEmpty()
                && Notation.address(parts.peek()).isEmpty()
                && !parts.peek().contains("::")) {
            var part = parts.poll();
            if (part.startsWith("set:")) {
                label = Optional.of(part.substring(4));
            } else if (part.startsWith("tag:") || part.startsWith("net:")) {
                notes.add(part + ": " + Reasons.PART);
            } else if (part.matches("[A-Za-z0-9_-]{1,64}")) {
                label = Optional.of(part);
            } else {
                notes.add(part + ": not a tag");
            }
        }
        return label;
    }

    private static Optional<Ip4Address> end(Deque<String> parts) {
        var last = Notation.address(parts.isEmpty() ? "" : parts.peek());
        last.ifPresent(_ -> parts.poll());
        return last;
    }

    private static boolean take(Deque<String> parts, String word) {
        boolean next = word.equals(parts.peek());
        if (next) {
            parts.poll();
        }
        return next;
    }

    /// The mask, and after it the broadcast address, which follows from it.
    private static Optional<Integer> mask(Deque<String> parts) {
        var mask = Notation.prefixLength(parts.isEmpty() ? "" : parts.peek());
        if (mask.isPresent()) {
            parts.poll();
            if (!parts.isEmpty() && Notation.address(parts.peek()).isPresent()) {
                parts.poll();
            }
        }
        return mask;
    }

    private static boolean near(Ip4Address one, Ip4Address other) {
        return new Prefix(one, GUESSED_PREFIX).contains(other);
    }

    private static int guess(List<String> notes) {
        notes.add("names no mask (dnsmasq takes its interface's): imported as a /" + GUESSED_PREFIX + ", look at it");
        return GUESSED_PREFIX;
    }

    private static Optional<Duration> time(Deque<String> parts, List<String> notes) {
        Optional<Duration> time = Optional.empty();
        for (var part : parts) {
            var read = LeaseTime.read(part);
            if (read.isPresent()) {
                time = read;
            } else if (!part.isEmpty()) {
                notes.add(part + ": not a lease time");
            }
        }
        return time;
    }
}
