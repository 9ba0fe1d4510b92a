package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Reasons;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the configuration of kea-dhcp4.
public final class KeaReader {
    private final List<Finding> found = new ArrayList<>();

    private KeaReader() {}

    /// {@return what the files say, each a whole configuration, and what of it was left}
    public static List<Finding> read(List<SourceText> sources, Surroundings surroundings) {
        var reader = new KeaReader();
        sources.forEach(source -> reader.file(source, surroundings));
        return List.copyOf(reader.found);
    }

    private void file(SourceText source, Surroundings surroundings) {
        switch (JsonReader.read(new Tokens(source, surroundings, found::add))) {
            case JsonReader.Reading.Bad(var place, var why) ->
                found.add(new Left(place, "nothing of " + source.file() + " was read", why));
            case JsonReader.Reading.Good(var json) -> root(json);
        }
    }

    private void root(Json json) {
        if (!(json instanceof Json.Members members)) {
            found.add(new Left(json.place(), json.brief(), "not a configuration of Kea: no object"));
            return;
        }
        var root = new Fields("", members, found::add);
        root.ignore(List.of("Logging", "comment", "user-context"));
        root.because(Reasons.IPV6, List.of("Dhcp6"));
        root.object("Dhcp4").ifPresentOrElse(this::dhcp4, () -> root.left("Dhcp4", "there is none to import"));
        root.end();
    }

    private void dhcp4(Fields dhcp4) {
        dhcp4.ignore(Knowledge.NEEDLESS);
        dhcp4.because(Reasons.BOOT, Knowledge.BOOT);
        dhcp4.because("T1 and T2 follow from the lease time", Knowledge.RENEWAL);
        dhcp4.because("this service updates no DNS", Knowledge.DNS_UPDATES);
        dhcp4.because(
                "its reservations are in a database, not in this file", List.of("hosts-database", "hosts-databases"));
        dhcp4.because("hooks are Kea's own", List.of("hooks-libraries"));
        dhcp4.object("interfaces-config").ifPresent(this::interfaces);
        var parameters = ParameterReader.read(dhcp4, Parameters.NONE);
        dhcp4.objects("shared-networks").forEach(network -> sharedNetwork(network, parameters));
        dhcp4.objects("subnet4").forEach(subnet -> SubnetReader.read(subnet, Optional.empty(), parameters, found::add));
        dhcp4.objects("reservations").forEach(reservation -> ReservationReader.read(reservation, found::add));
        dhcp4.end();
    }

    /// `eth0`, or `eth0/192.168.77.1`: served where it has that address.
    private void interfaces(Fields config) {
        config.ignore(List.of(
                "comment",
                "user-context",
                "dhcp-socket-type",
                "outbound-interface",
                "re-detect",
                "service-sockets-require-all",
                "service-sockets-retry-wait-time",
                "service-sockets-max-retries"));
        var place = config.place();
        for (var name : config.texts("interfaces")) {
            int slash = name.indexOf('/');
            Notation.interfaceName(slash < 0 ? name : name.substring(0, slash))
                    .ifPresentOrElse(
                            one -> found.add(new Finding.ServedInterface(place, one)),
                            () -> config.left("interfaces", "interfaces are named one by one; see dhcp.interfaces"));
        }
        config.end();
    }

    private void sharedNetwork(Fields network, Parameters outer) {
        network.ignore(Knowledge.NEEDLESS_IN_SUBNETS);
        network.because(Reasons.BOOT, Knowledge.BOOT);
        network.because("T1 and T2 follow from the lease time", Knowledge.RENEWAL);
        var parameters = ParameterReader.read(network, outer);
        var link = network.text("name");
        network.objects("subnet4").forEach(subnet -> SubnetReader.read(subnet, link, parameters, found::add));
        network.end();
    }
}
