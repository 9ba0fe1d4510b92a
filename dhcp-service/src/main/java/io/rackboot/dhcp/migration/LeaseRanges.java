package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.Plan.PlannedPool;
import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.Finding.PlacedRange;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.Prefix;
import io.rackboot.dhcp.wire.Ip4Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The addresses of one network to lease, by lease times. No server leases a network's first and last address.
final class LeaseRanges {
    private final Prefix network;
    private final Ip4Address low;
    private final Ip4Address high;
    private final List<Left> left;
    private final Map<LeaseTimes, List<Range>> ranges = new LinkedHashMap<>();

    LeaseRanges(Prefix network, List<Left> left) {
        this.network = network;
        this.low = network.first().plus(1);
        this.high = network.last().plus(-1);
        this.left = left;
    }

    void add(PlacedRange placed, LeaseTimes times) {
        var range = placed.range();
        var first = range.first().compareTo(low) < 0 ? low : range.first();
        var last = range.last().compareTo(high) > 0 ? high : range.last();
        if (!network.contains(range.first()) || !network.contains(range.last()) || last.compareTo(first) < 0) {
            left.add(placed.left("not within " + low + "-" + high + ", the hosts of its network"));
            return;
        }
        var hosts = new Range(first, last);
        boolean elsewhere = ranges.entrySet().stream()
                .filter(other -> !other.getKey().equals(times))
                .flatMap(other -> other.getValue().stream())
                .anyMatch(hosts::overlaps);
        if (elsewhere) {
            left.add(placed.left("has addresses of a range with another lease time"));
        } else {
            ranges.computeIfAbsent(times, _ -> new ArrayList<>()).add(hosts);
        }
    }

    /// {@return those with these times; ranges that overlap are one}
    List<Range> of(LeaseTimes times) {
        var merged = new ArrayList<Range>();
        ranges.getOrDefault(times, List.of()).stream()
                .sorted(Comparator.comparing(Range::first))
                .forEach(range -> merge(merged, range));
        return merged;
    }

    /// {@return those with other times}
    List<PlannedPool> pools(LeaseTimes times) {
        return ranges.keySet().stream()
                .filter(others -> !others.equals(times))
                .map(others -> new PlannedPool(of(others), others))
                .toList();
    }

    private static void merge(List<Range> merged, Range range) {
        if (merged.isEmpty() || !merged.getLast().overlaps(range)) {
            merged.add(range);
            return;
        }
        var before = merged.removeLast();
        merged.add(new Range(before.first(), before.last().compareTo(range.last()) > 0 ? before.last() : range.last()));
    }
}
