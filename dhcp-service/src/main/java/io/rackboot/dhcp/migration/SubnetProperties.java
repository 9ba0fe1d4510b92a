package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.Plan.PlannedSubnet;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.OptionValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes subnets as properties of this service: the names of `DhcpConfig`.
final class SubnetProperties {
    private SubnetProperties() {}

    /// {@return the lines of an `application.properties`}
    static List<String> of(Plan plan) {
        var lines = new ArrayList<String>();
        lines.add(
                plan.interfaces().isEmpty()
                        ? "# dhcp.interfaces is needed too: the interfaces to serve"
                        : "dhcp.interfaces=" + String.join(",", plan.interfaces()));
        plan.subnets().forEach(subnet -> subnet(subnet, sharedLink(subnet, plan), lines));
        return lines;
    }

    /// {@return the link's name, where another subnet has it too}
    private static Optional<String> sharedLink(PlannedSubnet subnet, Plan plan) {
        return subnet.link()
                .filter(link -> plan.subnets().stream()
                                .filter(other -> other.link().equals(subnet.link()))
                                .count()
                        > 1)
                .map(link -> link.replaceAll("[^A-Za-z0-9._-]+", "-"));
    }

    private static void subnet(PlannedSubnet subnet, Optional<String> link, List<String> lines) {
        var prefix = "dhcp.subnets." + subnet.name() + ".";
        lines.add("");
        // The name of an included file could end the comment.
        lines.add("# " + subnet.place().toString().replaceAll("\\p{Cc}", "?"));
        lines.add(prefix + "network=" + subnet.prefix());
        link.ifPresent(name -> lines.add(prefix + "shared-network=" + name));
        ranges(prefix, subnet.ranges(), lines);
        var parameters = subnet.parameters();
        new TreeMap<>(parameters.options())
                .values().stream()
                        .filter(option -> !option.value().isEmpty())
                        .forEach(option -> lines.add(prefix + property(option) + "=" + option.value()));
        leaseTimes(prefix, parameters.leaseTimes(), lines);
        if (!parameters.unknownClients().orElse(true)) {
            lines.add(prefix + "unknown-clients=deny");
        }
        for (int i = 0; i < subnet.pools().size(); i++) {
            var pool = prefix + "pools.pool" + (i + 1) + ".";
            ranges(pool, subnet.pools().get(i).ranges(), lines);
            leaseTimes(pool, subnet.pools().get(i).leaseTimes(), lines);
        }
    }

    private static String property(OptionValue option) {
        return switch (option.code()) {
            case OptionValue.ROUTERS -> "routers";
            case OptionValue.DOMAIN_NAME_SERVERS -> "domain-name-servers";
            case OptionValue.DOMAIN_NAME -> "domain-name";
            default -> (option.always() ? "forced-options." : "options.") + option.code();
        };
    }

    private static void ranges(String prefix, List<Range> ranges, List<String> lines) {
        if (!ranges.isEmpty()) {
            lines.add(prefix + "ranges="
                    + ranges.stream().map(SubnetProperties::range).collect(Collectors.joining(",")));
        }
    }

    private static void leaseTimes(String prefix, LeaseTimes times, List<String> lines) {
        times.usual().ifPresent(time -> lines.add(prefix + "lease-time=" + time(time)));
        times.shortest().ifPresent(time -> lines.add(prefix + "min-lease-time=" + time(time)));
        times.longest().ifPresent(time -> lines.add(prefix + "max-lease-time=" + time(time)));
    }

    private static String range(Range range) {
        return range.first().equals(range.last()) ? range.first().toString() : range.toString();
    }

    /// In the largest unit that leaves no rest.
    private static String time(Duration time) {
        if (time.toSeconds() % 3600 == 0) {
            return time.toHours() + "H";
        }
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + "M" : time.toSeconds() + "S";
    }
}
