package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.Plan.PlannedSubnet;
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
        if (!subnet.ranges().isEmpty()) {
            lines.add(prefix + "ranges="
                    + subnet.ranges().stream().map(SubnetProperties::range).collect(Collectors.joining(",")));
        }
        new TreeMap<>(subnet.parameters().options()).forEach((code, value) -> {
            if (!value.isEmpty()) {
                lines.add(prefix + property(code) + "=" + value);
            }
        });
        lines.add(prefix + "lease-time=" + time(subnet.parameters().leaseTime().orElseThrow()));
    }

    private static String property(int code) {
        return switch (code) {
            case OptionValue.ROUTERS -> "routers";
            case OptionValue.DOMAIN_NAME_SERVERS -> "domain-name-servers";
            case OptionValue.DOMAIN_NAME -> "domain-name";
            default -> throw new IllegalStateException("option " + code + " has no property");
        };
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
