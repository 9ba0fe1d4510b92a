package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A network whose clients this server answers.
///
/// @param name how configuration and logs call it
/// @param network its first address, the host bits zero
/// @param prefixLength 1 to 30
/// @param ranges the addresses that may be leased to any client; none where all are reserved
/// @param routers option 3
/// @param domainNameServers option 6
/// @param domainName option 15
/// @param policy how long they are leased, and to whom
public record Subnet(
        String name,
        Ip4Address network,
        int prefixLength,
        List<Range> ranges,
        List<Ip4Address> routers,
        List<Ip4Address> domainNameServers,
        Optional<String> domainName,
        LeasePolicy policy) {

    /// A subnet that leases its addresses for one time to all.
    public Subnet(
            String name,
            Ip4Address network,
            int prefixLength,
            List<Range> ranges,
            List<Ip4Address> routers,
            List<Ip4Address> domainNameServers,
            Optional<String> domainName,
            Duration leaseTime) {
        this(name, network, prefixLength, ranges, routers, domainNameServers, domainName, LeasePolicy.of(leaseTime));
    }

    /// @throws IllegalArgumentException naming the field that is wrong
    public Subnet {
        ranges = List.copyOf(ranges);
        routers = List.copyOf(routers);
        domainNameServers = List.copyOf(domainNameServers);
        if (prefixLength < 1 || prefixLength > 30) {
            throw new IllegalArgumentException("network: prefix length " + prefixLength + " is not in 1..30");
        }
        if (!network.and(Ip4Address.mask(prefixLength)).equals(network)) {
            throw new IllegalArgumentException("network: " + network + "/" + prefixLength + " has host bits set, meant "
                    + network.and(Ip4Address.mask(prefixLength)) + "/" + prefixLength + "?");
        }
        requireUsable(network, prefixLength, ranges);
    }

    private static void requireUsable(Ip4Address network, int prefixLength, List<Range> ranges) {
        var usable = new Range(network.plus(1), last(network, prefixLength).plus(-1));
        for (int i = 0; i < ranges.size(); i++) {
            var range = ranges.get(i);
            if (!usable.contains(range.first()) || !usable.contains(range.last())) {
                throw new IllegalArgumentException("ranges: " + range + " is not within " + usable
                        + ", the hosts of network " + network + "/" + prefixLength);
            }
            for (var other : ranges.subList(0, i)) {
                if (range.overlaps(other)) {
                    throw new IllegalArgumentException("ranges: " + other + " and " + range + " overlap");
                }
            }
        }
    }

    private static Ip4Address last(Ip4Address network, int prefixLength) {
        return new Ip4Address(network.bits() | ~Ip4Address.mask(prefixLength).bits());
    }

    /// {@return option 51 for a client that asks for none: 30 seconds to about 136 years (RFC 2132 §9.2)}
    public Duration leaseTime() {
        return policy.times().usual();
    }

    /// {@return whether the address lies in this network}
    public boolean contains(Ip4Address address) {
        return (address.bits() ^ network.bits()) >>> Integer.SIZE - prefixLength == 0;
    }

    /// {@return whether the address is a host's: in this network, and neither its first nor its last address}
    public boolean isHost(Ip4Address address) {
        return contains(address) && !address.equals(network) && !address.equals(broadcast());
    }

    /// {@return whether the address lies in one of the ranges}
    public boolean inRanges(Ip4Address address) {
        for (var range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// {@return the network's last address, option 28}
    public Ip4Address broadcast() {
        return last(network, prefixLength);
    }

    /// {@return option 1}
    public Ip4Address mask() {
        return Ip4Address.mask(prefixLength);
    }

    /// {@return `network/prefixLength`}
    public String cidr() {
        return network + "/" + prefixLength;
    }
}
