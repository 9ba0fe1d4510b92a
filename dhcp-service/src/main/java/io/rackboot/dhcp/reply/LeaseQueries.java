package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tells relays whose leases there are (RFC 4388): those that the operator has named, and no others.
///
/// | asked by | there is a lease | there is none | not an address of this server's |
/// |---|---|---|---|
/// | `ciaddr` | DHCPLEASEACTIVE | DHCPLEASEUNASSIGNED | DHCPLEASEUNKNOWN |
/// | `chaddr` | DHCPLEASEACTIVE, of several that of the last transaction | DHCPLEASEUNKNOWN | |
/// | option 61 | the same | DHCPLEASEUNKNOWN | |
final class LeaseQueries {
    private static final HardwareAddress NOBODY = new HardwareAddress(0, Octets.EMPTY);
    private static final Comparator<Lease> BY_LAST_TRANSACTION = Comparator.comparing(
                    (Lease lease) -> lease.contact().heard())
            .reversed()
            .thenComparing(Lease::address);

    private final List<SharedNetwork> networks;
    private final Extensions extensions;
    private final ParameterChoice parameters;
    private final LeaseView leases;

    LeaseQueries(List<SharedNetwork> networks, Extensions extensions, ParameterChoice parameters, LeaseView leases) {
        this.networks = List.copyOf(networks);
        this.extensions = extensions;
        this.parameters = parameters;
        this.leases = leases;
    }

    /// What is asked about.
    private sealed interface Subject {
        record Address(Ip4Address ciaddr) implements Subject {}

        record Hardware(HardwareAddress chaddr) implements Subject {}

        record Identifier(Octets clientIdentifier) implements Subject {}
    }

    /// Decides what to tell.
    Decision answer(DhcpMessage query, Arrival arrival, Instant now) {
        if (!extensions.leaseQueryRelays().contains(query.giaddr())) {
            return new Decision.Silence(
                    Reason.LEASE_QUERY_REFUSED,
                    query.relayed()
                            ? "relay " + query.giaddr() + " may not ask for leases"
                            : "DHCPLEASEQUERY without giaddr",
                    List.of());
        }
        return subject(query)
                .map(subject -> reply(query, arrival, answer(subject, query, arrival, now)))
                .orElseGet(() -> new Decision.Silence(
                        Reason.INCOMPLETE_REQUEST,
                        "DHCPLEASEQUERY must have one of ciaddr, chaddr and option 61",
                        List.of()));
    }

    private static Optional<Subject> subject(DhcpMessage query) {
        var address =
                Optional.of(query.ciaddr()).filter(ciaddr -> !ciaddr.isAny()).<Subject>map(Subject.Address::new);
        var hardware = Optional.of(query.chaddr())
                .filter(chaddr -> !chaddr.bytes().isZero())
                .<Subject>map(Subject.Hardware::new);
        var identifier = query.options()
                .get(OptionCode.CLIENT_IDENTIFIER)
                .filter(id -> !id.isEmpty())
                .<Subject>map(Subject.Identifier::new);
        var all = List.of(address, hardware, identifier);
        return all.stream().filter(Optional::isPresent).count() == 1
                ? all.stream().flatMap(Optional::stream).findFirst()
                : Optional.empty();
    }

    private DhcpMessage answer(Subject subject, DhcpMessage query, Arrival arrival, Instant now) {
        return switch (subject) {
            case Subject.Address(var ciaddr) ->
                leases.leaseAt(ciaddr)
                        .filter(lease -> isActive(lease, now))
                        .map(lease -> active(lease, List.of(), query, arrival, now))
                        .orElseGet(() -> message(
                                query,
                                ciaddr,
                                NOBODY,
                                begin(
                                        subnetOf(ciaddr).isPresent()
                                                ? MessageType.DHCPLEASEUNASSIGNED
                                                : MessageType.DHCPLEASEUNKNOWN,
                                        arrival)));
            case Subject.Hardware(var chaddr) ->
                ofClient(leases.held(lease -> lease.hardware().equals(chaddr)), query, arrival, now);
            case Subject.Identifier(var id) ->
                ofClient(leases.held(lease -> lease.clientIdentifier().equals(Optional.of(id))), query, arrival, now);
        };
    }

    private DhcpMessage ofClient(List<Lease> held, DhcpMessage query, Arrival arrival, Instant now) {
        var active = held.stream()
                .filter(lease -> isActive(lease, now))
                .sorted(BY_LAST_TRANSACTION)
                .toList();
        return active.isEmpty()
                ? message(
                        query,
                        Ip4Address.ANY,
                        query.chaddr(),
                        begin(MessageType.DHCPLEASEUNKNOWN, arrival)
                                .put(
                                        OptionCode.CLIENT_IDENTIFIER,
                                        query.options().get(OptionCode.CLIENT_IDENTIFIER)))
                : active(active.getFirst(), active.subList(1, active.size()), query, arrival, now);
    }

    private static boolean isActive(Lease lease, Instant now) {
        return lease.isBound() && lease.expires().isAfter(now);
    }

    /// What the relay asks for in option 55, or all of it where it sends none.
    private DhcpMessage active(Lease lease, List<Lease> others, DhcpMessage query, Arrival arrival, Instant now) {
        var known = DhcpOptions.builder();
        times(lease, now, known);
        lease.contact()
                .relayAgentInformation()
                .ifPresent(bytes -> known.putBytes(OptionCode.RELAY_AGENT_INFORMATION.code(), bytes));
        if (!others.isEmpty()) {
            known.put(
                    OptionCode.ASSOCIATED_IP,
                    others.stream().map(Lease::address).toList());
        }
        var wished = query.options().get(OptionCode.PARAMETER_REQUEST_LIST);
        var options =
                begin(MessageType.DHCPLEASEACTIVE, arrival).put(OptionCode.CLIENT_IDENTIFIER, lease.clientIdentifier());
        known.build().forEach((code, bytes) -> {
            if (wished.isEmpty() || wished.get().contains(code)) {
                options.putBytes(code, bytes);
            }
        });
        return message(query, lease.address(), lease.hardware(), options);
    }

    /// The times that are left; one that has passed is not told.
    private void times(Lease lease, Instant now, DhcpOptions.Builder options) {
        var passed = Duration.between(lease.contact().heard(), now);
        var whole = Duration.between(lease.contact().heard(), lease.expires());
        options.put(OptionCode.IP_ADDRESS_LEASE_TIME, whole.minus(passed));
        subnetOf(lease.address()).map(parameters::renewal).ifPresent(times -> {
            left(times.t1(whole), passed).ifPresent(t1 -> options.put(OptionCode.RENEWAL_TIME_VALUE, t1));
            left(times.t2(whole), passed).ifPresent(t2 -> options.put(OptionCode.REBINDING_TIME_VALUE, t2));
        });
        options.put(OptionCode.CLIENT_LAST_TRANSACTION_TIME, passed);
    }

    private static Optional<Duration> left(Duration time, Duration passed) {
        return Optional.of(time.minus(passed)).filter(Duration::isPositive);
    }

    private Optional<Subnet> subnetOf(Ip4Address address) {
        return networks.stream()
                .flatMap(network -> network.subnetOf(address).stream())
                .findFirst();
    }

    private static Decision reply(DhcpMessage query, Arrival arrival, DhcpMessage message) {
        int maximum = query.options().get(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE).orElse(DhcpWriter.DEFAULT_MAXIMUM_SIZE);
        return new Decision.Reply(
                message, Math.min(maximum, Responder.LONGEST_REPLY), ReplyDestination.of(message, arrival), List.of());
    }

    private static DhcpOptions.Builder begin(MessageType type, Arrival arrival) {
        return DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, type)
                .put(OptionCode.SERVER_IDENTIFIER, arrival.serverAddress());
    }

    private static DhcpMessage message(
            DhcpMessage query, Ip4Address ciaddr, HardwareAddress chaddr, DhcpOptions.Builder options) {
        return new DhcpMessage(
                Op.BOOTREPLY,
                chaddr,
                0,
                query.xid(),
                0,
                query.flags(),
                ciaddr,
                Ip4Address.ANY,
                Ip4Address.ANY,
                query.giaddr(),
                Octets.EMPTY,
                Octets.EMPTY,
                options.build());
    }
}
