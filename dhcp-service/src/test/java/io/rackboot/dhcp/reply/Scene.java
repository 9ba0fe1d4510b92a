package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageText;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server at 192.168.77.1 with two subnets, unless told otherwise, its leases and its machines. Decisions are applied
/// as they are made.
final class Scene {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    static final Arrival BROADCAST = new Arrival("rack0", SERVER, Ip4Address.ANY, Ip4Address.BROADCAST);

    static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(Range.parse("192.168.77.100-192.168.77.101")),
            List.of(SERVER),
            List.of(SERVER),
            Optional.of("rack.example"),
            Duration.ofMinutes(10));
    static final Subnet FAR = new Subnet(
            "far",
            Ip4Address.parse("10.9.0.0"),
            24,
            List.of(Range.parse("10.9.0.100-10.9.0.199")),
            List.of(Ip4Address.parse("10.9.0.1")),
            List.of(),
            Optional.empty(),
            Duration.ofHours(1));

    private static final List<SharedNetwork> LINKS = List.of(SharedNetwork.of(RACK), SharedNetwork.of(FAR));

    private final Map<HardwareAddress, Machine> machines = new HashMap<>();
    private final LeaseTable leases;
    private final Decider decider;

    Scene(List<SharedNetwork> networks, Conduct conduct, BootServers servers) {
        this(networks, conduct, BootSite.of(servers), RecentBoots.NONE);
    }

    Scene(List<SharedNetwork> networks, Conduct conduct, BootSite site, RecentBoots recent) {
        this(networks, conduct, Extensions.NONE, site, recent, Parameters.NONE);
    }

    private Scene(
            List<SharedNetwork> networks,
            Conduct conduct,
            Extensions extensions,
            BootSite site,
            RecentBoots recent,
            Parameters parameters) {
        leases = new LeaseTable(
                networks.stream().flatMap(network -> network.subnets().stream()).toList(), this::isReserved, List.of());
        var boot = new BootChoice(site, recent);
        Machines documents = hardware -> Optional.ofNullable(machines.get(hardware));
        decider = new BootServer(boot, documents)
                .before(new Responder(networks, conduct, extensions, boot, parameters, leases, documents));
    }

    /// The two subnets, and these options for their clients.
    static Scene with(Parameters parameters) {
        return new Scene(LINKS, Conduct.RACK, Extensions.NONE, BootSite.SAME_HOST, RecentBoots.NONE, parameters);
    }

    /// The two subnets of a server that speaks more than RFC 2131.
    static Scene with(Extensions extensions) {
        return new Scene(LINKS, Conduct.RACK, extensions, BootSite.SAME_HOST, RecentBoots.NONE, Parameters.NONE);
    }

    Scene(Conduct conduct) {
        this(LINKS, conduct, BootServers.SAME_HOST);
    }

    Scene(BootSite site) {
        this(LINKS, Conduct.RACK, site, RecentBoots.NONE);
    }

    Scene(BootServers servers) {
        this(LINKS, Conduct.RACK, servers);
    }

    Scene() {
        this(BootSite.SAME_HOST);
    }

    static Arrival unicastFrom(String source) {
        return new Arrival("rack0", SERVER, Ip4Address.parse(source), SERVER);
    }

    Scene machine(String mac, Optional<String> address, Optional<String> hostName, Loader loader) {
        var hardware = HardwareAddress.ofMac(mac);
        var reserved = address.map(Ip4Address::parse);
        machines.put(hardware, new Machine(MachineId.ofMac(mac).orElseThrow(), reserved, hostName, loader));
        reserved.ifPresent(leases::reservationChanged);
        return this;
    }

    void forget(String mac) {
        machines.remove(HardwareAddress.ofMac(mac));
    }

    private boolean isReserved(Ip4Address address) {
        return machines.values().stream().anyMatch(machine -> machine.address().equals(Optional.of(address)));
    }

    Decision decide(DhcpMessage request, Arrival arrival, Instant now) {
        var decision = decider.decide(request, arrival, now);
        decision.changes().forEach(leases::apply);
        return decision;
    }

    Decision decide(DhcpMessage request, Arrival arrival) {
        return decide(request, arrival, NOON);
    }

    /// {@return the decision as text: the whole reply, where it goes, what becomes of the leases}
    String told(DhcpMessage request, Arrival arrival) {
        return told(decide(request, arrival));
    }

    static String told(Decision decision) {
        var text = new StringBuilder();
        switch (decision) {
            case Decision.Reply reply ->
                text.append("-> ")
                        .append(destination(reply.destination()))
                        .append(", at most ")
                        .append(reply.maximumSize())
                        .append(" bytes\n")
                        .append(MessageText.of(reply.message()));
            case Decision.Silence silence ->
                text.append("silence: ")
                        .append(silence.reason().text())
                        .append(" (")
                        .append(silence.detail())
                        .append(")\n");
        }
        decision.changes()
                .forEach(change -> text.append("* ").append(change(change)).append('\n'));
        return text.toString();
    }

    private static String destination(ReplyDestination destination) {
        return switch (destination) {
            case ReplyDestination.ToRelay(var giaddr) -> "relay " + giaddr;
            case ReplyDestination.ToRelayPort(var giaddr, int port) -> "relay " + giaddr + " port " + port;
            case ReplyDestination.ToClient(var ciaddr) -> "client " + ciaddr;
            case ReplyDestination.ToSender(var source, var port) -> "sender " + source + ":" + port;
            case ReplyDestination.Broadcast() -> "broadcast";
            case ReplyDestination.ToHardware(var yiaddr, var chaddr) -> yiaddr + " at " + chaddr;
        };
    }

    private static String change(LeaseChange change) {
        return switch (change) {
            case LeaseChange.Offered(var client, var standing, var address, var until) ->
                "offered " + address + " to " + client + " until " + until;
            case LeaseChange.Bound(var lease) ->
                "bound " + lease.address() + " to " + lease.client() + " in " + lease.subnet() + " from "
                        + lease.granted() + " until " + lease.expires()
                        + lease.hostName().map(name -> " as " + name).orElse("");
            case LeaseChange.Released(var lease) -> "released " + lease.address() + " by " + lease.client();
            case LeaseChange.Declined(var lease, var until) ->
                "declined " + lease.address() + " by " + lease.client() + " until " + until;
            case LeaseChange.Expired(var lease) -> "expired " + lease.address();
            case LeaseChange.OfferWithdrawn(var client) -> "offer to " + client + " withdrawn";
        };
    }
}
