package io.rackboot.dhcp.migration;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Place;
import io.rackboot.dhcp.migration.found.Prefix;
import io.rackboot.events.document.MachineDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// What to take over.
///
/// @param interfaces to be served
/// @param machines a document for each
/// @param left what is not taken over, in the order of files and lines
record Plan(List<String> interfaces, List<PlannedSubnet> subnets, List<MachineDocument> machines, List<Left> left) {

    /// A subnet that this service can serve.
    ///
    /// @param link the name of the link that it shares with others
    /// @param ranges apart from each other and from those of the pools, of hosts of this network
    /// @param pools those with lease times of their own
    /// @param parameters a usual lease time among them
    record PlannedSubnet(
            Place place,
            String name,
            Prefix prefix,
            Optional<String> link,
            List<Range> ranges,
            List<PlannedPool> pools,
            Parameters parameters) {
        PlannedSubnet {
            ranges = List.copyOf(ranges);
            pools = List.copyOf(pools);
        }

        /// {@return its first host and its last: neither is the first or the last address of the network}
        Range hosts() {
            return new Range(prefix.first().plus(1), prefix.last().plus(-1));
        }
    }

    /// Addresses with lease times of their own, the usual one among them.
    record PlannedPool(List<Range> ranges, LeaseTimes leaseTimes) {
        PlannedPool {
            ranges = List.copyOf(ranges);
        }
    }

    Plan {
        interfaces = List.copyOf(interfaces);
        subnets = List.copyOf(subnets);
        machines = List.copyOf(machines);
        left = List.copyOf(left);
    }

    /// Makes what was found into one plan.
    static Plan of(List<Finding> findings, MachineDefaults defaults) {
        var left = new ArrayList<Left>();
        var interfaces = new ArrayList<String>();
        var subnets = new SubnetPlan(left);
        var machines = new MachinePlan(defaults, left);
        for (var finding : findings) {
            switch (finding) {
                case Finding.Network network -> subnets.add(network);
                case Finding.Machine machine -> machines.add(machine);
                case Finding.ServedInterface served -> interfaces.add(served.name());
                case Left one -> left.add(one);
            }
        }
        machines.compareWith(subnets.planned());
        left.sort(inOrderOf(findings));
        return new Plan(interfaces.stream().distinct().toList(), subnets.planned(), machines.documents(), left);
    }

    /// Files in the order in which they were found.
    private static Comparator<Left> inOrderOf(List<Finding> findings) {
        var files = new HashMap<String, Integer>();
        findings.forEach(finding -> files.putIfAbsent(finding.place().file(), files.size()));
        return Comparator.<Left>comparingInt(
                        left -> files.getOrDefault(left.place().file(), files.size()))
                .thenComparingInt(left -> left.place().line());
    }
}
