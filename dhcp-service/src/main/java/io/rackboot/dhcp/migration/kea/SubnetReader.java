package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.PlacedRange;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Prefix;
import io.rackboot.dhcp.migration.found.Reasons;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads an element of `subnet4`.
final class SubnetReader {
    private SubnetReader() {}

    static void read(Fields subnet, Optional<String> link, Parameters outer, Consumer<Finding> found) {
        subnet.ignore(Knowledge.NEEDLESS_IN_SUBNETS);
        subnet.because(Reasons.BOOT, Knowledge.BOOT);
        subnet.because("T1 and T2 follow from the lease time", Knowledge.RENEWAL);
        var parameters = ParameterReader.read(subnet, outer);
        var ranges = subnet.objects("pools").stream()
                .flatMap(pool -> pool(pool).stream())
                .toList();
        subnet.text("subnet")
                .flatMap(Prefix::parse)
                .ifPresentOrElse(
                        network -> {
                            relays(subnet, network);
                            found.accept(new Finding.Network(
                                    subnet.place(),
                                    Optional.empty(),
                                    link,
                                    network,
                                    ranges,
                                    parameters.within(ParameterReader.DEFAULT)));
                        },
                        () -> subnet.left("names no network of the form 192.168.77.0/24"));
        subnet.objects("reservations").forEach(reservation -> ReservationReader.read(reservation, found));
        subnet.end();
    }

    /// `FIRST - LAST`, or a network.
    private static Optional<PlacedRange> pool(Fields pool) {
        pool.ignore(List.of("comment", "user-context", "pool-id"));
        pool.because(
                Reasons.PART,
                List.of(
                        "option-data",
                        "client-class",
                        "client-classes",
                        "require-client-classes",
                        "evaluate-additional-classes"));
        var text = pool.text("pool").orElse("");
        pool.end();
        var range = text.indexOf('/') >= 0
                ? Prefix.parse(text).map(network -> new Range(network.first(), network.last()))
                : run(text);
        if (range.isEmpty()) {
            pool.left("not a range of addresses: " + text);
        }
        return range.map(addresses -> new PlacedRange(pool.place(), "pool " + text, addresses, LeaseTimes.NONE));
    }

    private static Optional<Range> run(String text) {
        int dash = text.indexOf('-');
        return dash < 0
                ? Optional.empty()
                : Notation.address(text.substring(0, dash))
                        .flatMap(first -> Notation.address(text.substring(dash + 1))
                                .filter(last -> last.compareTo(first) >= 0)
                                .map(last -> new Range(first, last)));
    }

    /// A relay is told from its address in the subnet; another one would have to be named.
    private static void relays(Fields subnet, Prefix network) {
        subnet.object("relay").ifPresent(relay -> {
            var addresses = relay.texts("ip-addresses");
            boolean inside = addresses.stream()
                    .allMatch(text ->
                            Notation.address(text).filter(network::contains).isPresent());
            if (!inside) {
                relay.left("ip-addresses", "a relay is known by its address in the subnet, and this one is outside");
            }
            relay.end();
        });
    }
}
