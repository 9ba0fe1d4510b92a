package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.Plan.PlannedSubnet;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.Finding.PlacedRange;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Prefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes networks into subnets that this service can serve: what its configuration refuses is left.
final class SubnetPlan {
    private static final int SHORTEST_PREFIX = 1;
    private static final int LONGEST_PREFIX = 30;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(30);

    private final List<PlannedSubnet> planned = new ArrayList<>();
    private final List<Left> left;

    SubnetPlan(List<Left> left) {
        this.left = left;
    }

    List<PlannedSubnet> planned() {
        return planned;
    }

    void add(Finding.Network network) {
        var prefix = network.prefix();
        if (prefix.length() < SHORTEST_PREFIX || prefix.length() > LONGEST_PREFIX) {
            leave(network, "subnets have prefix lengths of " + SHORTEST_PREFIX + " to " + LONGEST_PREFIX);
            return;
        }
        planned.stream()
                .filter(other -> other.prefix().overlaps(prefix))
                .findFirst()
                .ifPresentOrElse(
                        other -> leave(network, "overlaps " + other.prefix() + " of " + other.place()),
                        () -> planned.add(new PlannedSubnet(
                                network.place(),
                                name(network),
                                prefix,
                                network.link(),
                                ranges(network),
                                parameters(network))));
    }

    /// The configuration's own name where it can be one, else the network's address.
    private String name(Finding.Network network) {
        var address = "net-" + network.prefix().toString().replaceAll("[./]", "-");
        return network.label()
                .map(label -> label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
                .filter(label -> label.matches("[a-z]([a-z0-9-]{0,30}[a-z0-9])?"))
                .filter(label ->
                        planned.stream().noneMatch(other -> other.name().equals(label)))
                .orElse(address);
    }

    private Parameters parameters(Finding.Network network) {
        var parameters = network.parameters();
        var time = parameters.leaseTime().orElseThrow();
        if (time.compareTo(SHORTEST_LEASE) >= 0) {
            return parameters;
        }
        leave(network, "imported with a lease time of 30 seconds, the shortest here, instead of " + time.toSeconds());
        return parameters.withLeaseTime(SHORTEST_LEASE);
    }

    /// No server leases a network's first and last address; ranges that overlap are one.
    private List<Range> ranges(Finding.Network network) {
        var merged = new ArrayList<Range>();
        network.ranges().stream()
                .flatMap(range -> within(network.prefix(), range).stream())
                .sorted(Comparator.comparing(Range::first))
                .forEach(range -> merge(merged, range));
        return merged;
    }

    private Optional<Range> within(Prefix network, PlacedRange placed) {
        var range = placed.range();
        var low = network.first().plus(1);
        var high = network.last().plus(-1);
        var first = range.first().compareTo(low) < 0 ? low : range.first();
        var last = range.last().compareTo(high) > 0 ? high : range.last();
        if (!network.contains(range.first()) || !network.contains(range.last()) || last.compareTo(first) < 0) {
            left.add(placed.left("not within " + low + "-" + high + ", the hosts of its network"));
            return Optional.empty();
        }
        return Optional.of(new Range(first, last));
    }

    private static void merge(List<Range> merged, Range range) {
        if (merged.isEmpty() || !merged.getLast().overlaps(range)) {
            merged.add(range);
            return;
        }
        var before = merged.removeLast();
        merged.add(new Range(before.first(), before.last().compareTo(range.last()) > 0 ? before.last() : range.last()));
    }

    private void leave(Finding.Network network, String why) {
        left.add(new Left(network.place(), "network " + network.prefix(), why));
    }
}
