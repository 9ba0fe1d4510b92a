package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Prefix;
import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Optional;

/// A `domain`:
///
/// ```
///   NAME[,NETWORK/LENGTH|FIRST,LAST]
/// ```
///
/// @param first the lowest address that it is for
/// @param last the highest
record DomainLine(Line line, String name, Ip4Address first, Ip4Address last) {

    /// {@return whether it is for a network with this address in it}
    boolean isFor(Ip4Address address) {
        return address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
    }

    /// {@return for how many addresses it is, less one}
    long size() {
        return last.toLong() - first.toLong();
    }

    /// {@return the domain; empty for what cannot be taken}
    static Optional<DomainLine> read(Line line) {
        var parts = line.parts();
        return Notation.domain(parts.getFirst()).flatMap(name -> {
            if (parts.size() == 1) {
                return Optional.of(new DomainLine(line, name, Ip4Address.ANY, Ip4Address.BROADCAST));
            }
            return parts.get(1).indexOf('/') > 0
                    ? Prefix.parse(parts.get(1))
                            .map(network -> new DomainLine(line, name, network.first(), network.last()))
                    : run(line, name, parts.get(1), parts.size() > 2 ? parts.get(2) : parts.get(1));
        });
    }

    private static Optional<DomainLine> run(Line line, String name, String first, String last) {
        return Notation.address(first)
                .flatMap(low -> Notation.address(last).map(high -> new DomainLine(line, name, low, high)));
    }
}
