package io.rackboot.dhcp.migration.dnsmasq;

import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.OptionValue;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Reasons;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Puts ranges, options and domains together into networks: what a range's tag selects becomes its network's.
final class Networks {
    private final Parameters general;
    private final List<OptionLine> options;
    private final List<DomainLine> domains;
    private final Consumer<Finding> found;
    private final Set<Line> used = new HashSet<>();

    /// @param general what holds for all of them
    Networks(Parameters general, List<OptionLine> options, List<DomainLine> domains, Consumer<Finding> found) {
        this.general = general;
        this.options = options;
        this.domains = domains;
        this.found = found;
    }

    void of(List<RangeLine> ranges) {
        ranges.stream()
                .collect(Collectors.groupingBy(RangeLine::network, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(this::network);
        leaveUnused();
    }

    private void network(List<RangeLine> ranges) {
        var first = ranges.getFirst();
        ranges.stream()
                .filter(range -> !range.notes().isEmpty())
                .forEach(range -> found.accept(range.line().left(String.join("; ", range.notes()))));
        var parameters = parameters(ranges);
        notesOnSelf(first, parameters);
        found.accept(new Finding.Network(
                first.line().place(),
                first.label(),
                Optional.empty(),
                first.network(),
                ranges.stream().flatMap(range -> range.range().stream()).toList(),
                parameters));
    }

    /// Of options of one number, those for a tag count before those for all; then the last counts.
    private Parameters parameters(List<RangeLine> ranges) {
        var labels = labels(ranges);
        var parameters = general;
        for (var option : options) {
            if (option.tags().isEmpty()) {
                used.add(option.line());
                parameters = parameters.with(option.option());
            }
        }
        for (var option : options) {
            if (!option.tags().isEmpty() && labels.containsAll(option.tags())) {
                used.add(option.line());
                parameters = parameters.with(option.option());
            }
        }
        return domain(ranges.getFirst(), parameters)
                .with(LeaseTimes.NONE.withUsual(ranges.getFirst().leaseTime().orElse(LeaseTime.DEFAULT)));
    }

    /// The tags that every client of the network has.
    private static Set<String> labels(Collection<RangeLine> ranges) {
        var labels = ranges.stream().map(RangeLine::label).collect(Collectors.toSet());
        return labels.size() == 1 ? labels.iterator().next().map(Set::of).orElse(Set.of()) : Set.of();
    }

    /// Of domains, the one for the fewest addresses counts, unless an option sets another.
    private Parameters domain(RangeLine range, Parameters parameters) {
        var those = domains.stream().filter(line -> line.isFor(range.first())).toList();
        those.forEach(line -> used.add(line.line()));
        return those.stream()
                .min(Comparator.comparingLong(DomainLine::size))
                .map(line -> new OptionValue(OptionValue.DOMAIN_NAME, line.name(), false))
                .map(option -> parameters.within(Parameters.NONE.with(option)))
                .orElse(parameters);
    }

    /// dnsmasq names itself where no option says otherwise, and no file tells its address.
    private void notesOnSelf(RangeLine first, Parameters parameters) {
        boolean router = !parameters.options().containsKey(OptionValue.ROUTERS);
        boolean nameServer = !parameters.options().containsKey(OptionValue.DOMAIN_NAME_SERVERS);
        if (router || nameServer) {
            var what = router && nameServer ? "router and name server" : router ? "router" : "name server";
            found.accept(first.line()
                    .left("dnsmasq gives its own address as " + what + ", which no file tells; set this network's"));
        }
    }

    private void leaveUnused() {
        options.stream()
                .filter(option -> !used.contains(option.line()))
                .forEach(option -> found.accept(option.line()
                        .left(option.tags().isEmpty() ? "there is no dhcp-range that it could be for" : Reasons.PART)));
        domains.stream()
                .filter(domain -> !used.contains(domain.line()))
                .forEach(domain -> found.accept(domain.line().left("there is no dhcp-range that it could be for")));
    }
}
