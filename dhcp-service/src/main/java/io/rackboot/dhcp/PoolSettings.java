package io.rackboot.dhcp;

import io.rackboot.dhcp.lease.LeasePolicy;
import io.rackboot.dhcp.lease.LeaseTimes;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.TimedRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a subnet's configuration says of the addresses to lease, for how long and to whom.
final class PoolSettings {
    private PoolSettings() {}

    /// {@return the addresses to lease: the subnet's own ranges, then those of its pools, without the exclusions}
    ///
    /// @param prefix what stands before the subnet's options
    /// @throws IllegalArgumentException naming the property that is wrong
    static List<Range> ranges(String prefix, DhcpConfig.SubnetConfig config) {
        var ranges = new ArrayList<Range>(Settings.each(prefix + ".ranges", config.ranges(), Range::parse));
        new TreeMap<>(config.pools()).forEach((name, pool) -> ranges.addAll(poolRanges(prefix, name, pool)));
        var exclusions = Settings.each(prefix + ".exclusions", config.exclusions(), Range::parse);
        List<Range> left = ranges;
        for (var exclusion : exclusions) {
            if (ranges.stream().noneMatch(exclusion::overlaps)) {
                throw new IllegalArgumentException(
                        prefix + ".exclusions: " + exclusion + " is in none of the subnet's ranges");
            }
            left = left.stream()
                    .flatMap(range -> range.without(exclusion).stream())
                    .toList();
        }
        return List.copyOf(left);
    }

    /// {@return how they are leased}
    ///
    /// @throws IllegalArgumentException whose message begins with the option that is wrong, without the prefix
    static LeasePolicy policy(String prefix, DhcpConfig.SubnetConfig config) {
        var pools = new TreeMap<>(config.pools())
                .entrySet().stream()
                        .flatMap(pool -> timedRanges(prefix, pool.getKey(), pool.getValue()))
                        .toList();
        return new LeasePolicy(
                new LeaseTimes(
                        config.leaseTime(),
                        config.minLeaseTime().orElse(config.leaseTime()),
                        config.maxLeaseTime().orElse(config.leaseTime())),
                pools,
                config.unknownLeaseTime(),
                config.unknownClients(),
                config.keptForKnown());
    }

    private static List<Range> poolRanges(String prefix, String name, DhcpConfig.PoolConfig pool) {
        return Settings.each(prefix + ".pools." + name + ".ranges", Optional.of(pool.ranges()), Range::parse);
    }

    private static Stream<TimedRange> timedRanges(String prefix, String name, DhcpConfig.PoolConfig pool) {
        var times = times(name, pool);
        return poolRanges(prefix, name, pool).stream().map(range -> new TimedRange(range, times));
    }

    private static LeaseTimes times(String name, DhcpConfig.PoolConfig pool) {
        try {
            return new LeaseTimes(
                    pool.leaseTime(),
                    pool.minLeaseTime().orElse(pool.leaseTime()),
                    pool.maxLeaseTime().orElse(pool.leaseTime()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("pools." + name + "." + e.getMessage(), e);
        }
    }
}
