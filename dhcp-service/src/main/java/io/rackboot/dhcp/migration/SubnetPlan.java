package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.migration.Plan.PlannedSubnet;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import java.time.Duration;
import java.util.ArrayList;
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
                        () -> make(network));
    }

    private void make(Finding.Network network) {
        var times = allowed(network, network.parameters().leaseTimes());
        var ranges = new LeaseRanges(network.prefix(), left);
        network.ranges()
                .forEach(range ->
                        ranges.add(range, allowed(network, range.leaseTimes().within(times))));
        planned.add(new PlannedSubnet(
                network.place(),
                name(network),
                network.prefix(),
                network.link(),
                ranges.of(times),
                ranges.pools(times),
                network.parameters().with(times)));
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

    /// {@return the times that this service can grant, those that only repeat the usual one unsaid}
    private LeaseTimes allowed(Finding.Network network, LeaseTimes times) {
        var usual = times.usual().orElseThrow();
        if (usual.compareTo(SHORTEST_LEASE) < 0) {
            leave(
                    network,
                    "imported with a lease time of 30 seconds, the shortest here, instead of " + usual.toSeconds());
            usual = SHORTEST_LEASE;
        }
        var time = usual;
        return new LeaseTimes(
                Optional.of(time),
                times.shortest()
                        .map(shortest -> shortest.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : shortest)
                        .filter(shortest -> shortest.compareTo(time) < 0),
                times.longest().filter(longest -> longest.compareTo(time) > 0));
    }

    private void leave(Finding.Network network, String why) {
        left.add(new Left(network.place(), "network " + network.prefix(), why));
    }
}
