package io.rackboot.dhcp.fact;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.OutboxFact;
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.Decision;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.reply.NetbootClient;
import io.rackboot.dhcp.reply.Reason;
import io.rackboot.dhcp.reply.RecentBoots;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.dhcp.wire.Xid;
import io.rackboot.events.BootClient;
import io.rackboot.events.Emitter;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.fact.BootLooped;
import io.rackboot.events.fact.BootRequested;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.LeaseDeclined;
import io.rackboot.events.fact.LeaseExpired;
import io.rackboot.events.fact.LeaseGranted;
import io.rackboot.events.fact.LeaseReleased;
import io.rackboot.events.fact.LeaseRenewed;
import io.rackboot.events.fact.Relay;
import io.rackboot.events.fact.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// What a request and its decision are to the boot: the facts that go into the journal with the leases.
///
/// | fact | told |
/// |---|---|
/// | `boot-requested` | once per machine and transaction (clients repeat a request), at most 60,000 a minute |
/// | `lease-…` | once per change of a lease |
/// | `boot-looped` | once a minute per machine and program, from its third attempt within a minute on |
/// | `request-refused` | once a minute per machine and reason, at most 1000 a minute |
public final class BootStory {
    /// The reason in `request-refused` of a DHCPNAK.
    public static final String ADDRESS_REFUSED = "address-refused";

    private static final Logger LOG = Logger.getLogger(BootStory.class);

    /// So many attempts within a minute are a loop.
    private static final int LOOP = 3;

    /// As option 51 has it (RFC 2131 §3.3).
    private static final Duration FOR_EVER = Duration.ofSeconds(0xffff_ffffL);

    /// A hall of ten thousand machines that is switched on, each with its firmware and its loader, is no flood.
    private static final int REQUESTS_A_MINUTE = 60_000;

    private static final int REFUSALS_A_MINUTE = 1000;

    private final Rack rack;
    private final Machines machines;
    private final FactIds ids = new FactIds();
    private final BootAttempts attempts = new BootAttempts();
    private final Seldom requested = Seldom.oncePerMinute(REQUESTS_A_MINUTE);
    private final Seldom looped = Seldom.oncePerMinute();
    private final Seldom refused = Seldom.oncePerMinute(REFUSALS_A_MINUTE);
    /// By the name of the subnet.
    private Map<String, String> cidrs = Map.of();

    /// @param rack the label in the facts
    /// @param subnets the served subnets
    /// @param machines the machines' names
    public BootStory(Rack rack, List<Subnet> subnets, Machines machines) {
        this.rack = rack;
        this.machines = machines;
        serve(subnets);
    }

    /// Goes over to other subnets; what was told lately is still remembered.
    public void serve(List<Subnet> subnets) {
        cidrs = subnets.stream().collect(Collectors.toUnmodifiableMap(Subnet::name, Subnet::cidr));
    }

    /// {@return what the programs of the machines were given lately}
    public RecentBoots recentBoots() {
        return attempts;
    }

    /// {@return the facts of a request, in order}
    ///
    /// @param changes what becomes of the leases
    /// @param before the leases as they stand before these changes
    /// @throws io.rackboot.dhcp.wire.MalformedMessageException where an option that matters is not of its form
    public List<OutboxFact> of(
            DhcpMessage request,
            Arrival arrival,
            Decision decision,
            List<LeaseChange> changes,
            LeaseView before,
            Instant now) {
        // most messages that do not boot tell nothing, or of a lease alone, which names its machine itself
        Supplier<MachineId> machine = () -> machines.idOf(request, before);
        var client = NetbootClient.of(request);
        var told = new Told(ids, now);
        asking(request, client)
                .flatMap(booting -> bootRequested(request, booting, arrival, machine.get(), now))
                .ifPresent(told::add);
        bootLooped(request, client, decision, machine, now).ifPresent(told::add);
        for (var change : changes) {
            leaseFact(change, request, decision, before, now).ifPresent(told::add);
        }
        if (!endLeases(changes)) {
            refusal(decision)
                    .flatMap(why -> refusal(request, arrival, why, machine.get(), now))
                    .ifPresent(told::add);
        }
        return told.facts();
    }

    /// {@return the facts of leases that ran out}
    public List<OutboxFact> of(List<LeaseChange> expired, Instant now) {
        var told = new Told(ids, now);
        expired.forEach(change -> end(change).ifPresent(told::add));
        return told.facts();
    }

    private Optional<BootRequested> bootRequested(
            DhcpMessage request, NetbootClient client, Arrival arrival, MachineId machine, Instant now) {
        if (!requested.passes(List.of(machine, request.xid()), now)) {
            return Optional.empty();
        }
        return Optional.of(new BootRequested(
                rack,
                machine,
                client.firmware(),
                client.client(),
                client.architecture(),
                client.uuid(),
                client.vendorClass(),
                arrival.networkInterface(),
                request.xid().toString(),
                relay(request)));
    }

    private Optional<BootLooped> bootLooped(
            DhcpMessage request,
            Optional<NetbootClient> client,
            Decision decision,
            Supplier<MachineId> machine,
            Instant now) {
        if (client.isEmpty() && !attempts.isEmpty()) {
            attempts.forget(machine.get());
        }
        return client.flatMap(booting -> GivenFile.fetched(decision)
                .flatMap(given -> bootLooped(machine.get(), booting.client(), request.xid(), given, now)));
    }

    private Optional<BootLooped> bootLooped(MachineId machine, BootClient client, Xid xid, String given, Instant now) {
        if (machine.equals(MachineId.UNKNOWN)) {
            return Optional.empty();
        }
        var files = attempts.note(machine, client, xid, given, now);
        if (files.size() < LOOP || !looped.passes(List.of(machine, client), now)) {
            return Optional.empty();
        }
        LOG.warnf(
                "machine %s: its %s client asks for %s again and again, %d times within a minute; now it is given %s"
                        + " (xid %s)",
                machine, client.text(), files.getFirst(), files.size(), given, xid);
        return Optional.of(
                new BootLooped(rack, machine, client, files.getFirst(), files.size(), given, xid.toString()));
    }

    /// A BOOTP request is one to boot, whoever sends it.
    private static Optional<NetbootClient> asking(DhcpMessage request, Optional<NetbootClient> client) {
        var type = request.messageType();
        if (type.isEmpty()) {
            return Optional.of(NetbootClient.ofBootp(request));
        }
        return type.filter(asked -> asked == MessageType.DHCPDISCOVER || asked == MessageType.DHCPINFORM)
                .flatMap(_ -> client);
    }

    private Optional<? extends Fact> leaseFact(
            LeaseChange change, DhcpMessage request, Decision decision, LeaseView before, Instant now) {
        return change instanceof LeaseChange.Bound(var lease)
                ? Optional.of(bound(lease, request, decision, before, now))
                : end(change);
    }

    private Fact bound(Lease lease, DhcpMessage request, Decision decision, LeaseView before, Instant now) {
        boolean held = before.leaseAt(lease.address())
                .filter(former -> former.isBound() && former.client().equals(lease.client()))
                .isPresent();
        var leaseTime = leaseTime(lease, now);
        return held ? renewed(lease, leaseTime, request) : granted(lease, leaseTime, request, decision);
    }

    private LeaseRenewed renewed(Lease lease, Duration leaseTime, DhcpMessage request) {
        return new LeaseRenewed(
                rack,
                machines.idOf(lease),
                ipv4(lease.address()),
                cidrs.get(lease.subnet()),
                leaseTime,
                lease.expires(),
                lease.hostName(),
                request.xid().toString(),
                relay(request));
    }

    private LeaseGranted granted(Lease lease, Duration leaseTime, DhcpMessage request, Decision decision) {
        return new LeaseGranted(
                rack,
                machines.idOf(lease),
                ipv4(lease.address()),
                cidrs.get(lease.subnet()),
                leaseTime,
                lease.expires(),
                lease.hostName(),
                GivenFile.named(decision),
                request.xid().toString(),
                relay(request));
    }

    private static Duration leaseTime(Lease lease, Instant now) {
        return lease.expires().equals(Lease.NEVER) ? FOR_EVER : Duration.between(now, lease.expires());
    }

    private Optional<? extends Fact> end(LeaseChange change) {
        return switch (change) {
            case LeaseChange.Released(var lease) ->
                Optional.of(new LeaseReleased(rack, machines.idOf(lease), ipv4(lease.address())));
            case LeaseChange.Expired(var lease) ->
                Optional.of(new LeaseExpired(rack, machines.idOf(lease), ipv4(lease.address())));
            case LeaseChange.Declined declined ->
                Optional.of(new LeaseDeclined(
                        rack,
                        machines.idOf(declined.lease()),
                        ipv4(declined.lease().address())));
            case LeaseChange.Offered _, LeaseChange.Bound _, LeaseChange.OfferWithdrawn _ -> Optional.empty();
        };
    }

    private Optional<RequestRefused> refusal(
            DhcpMessage request, Arrival arrival, Refusal why, MachineId machine, Instant now) {
        if (!refused.passes(List.of(machine, why.reason()), now)) {
            return Optional.empty();
        }
        return Optional.of(new RequestRefused(
                rack,
                machine,
                Emitter.DHCP,
                why.reason(),
                why.detail() + " (xid " + request.xid() + ", interface " + arrival.networkInterface() + ")",
                client(request, arrival)));
    }

    private record Refusal(String reason, String detail) {}

    private static Optional<Refusal> refusal(Decision decision) {
        return switch (decision) {
            case Decision.Silence silence ->
                Optional.of(silence.reason())
                        .filter(Reason::isRefusal)
                        .map(reason -> new Refusal(reason.text(), silence.detail()));
            case Decision.Reply reply ->
                reply.message()
                        .messageType()
                        .filter(MessageType.DHCPNAK::equals)
                        .map(_ -> new Refusal(
                                ADDRESS_REFUSED,
                                reply.message()
                                        .options()
                                        .get(OptionCode.MESSAGE)
                                        .orElse("DHCPNAK")));
        };
    }

    /// A DHCPDECLINE has its own fact; it need not be told as a refusal too.
    private static boolean endLeases(List<LeaseChange> changes) {
        for (var change : changes) {
            if (change instanceof LeaseChange.Released || change instanceof LeaseChange.Declined) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Ipv4> client(DhcpMessage request, Arrival arrival) {
        return Stream.of(request.ciaddr(), request.relayed() ? Ip4Address.ANY : arrival.source())
                .filter(address -> !address.isAny())
                .findFirst()
                .map(BootStory::ipv4);
    }

    /// What the relay says of the client's port stays hex: it is text with one vendor and binary with the next.
    private static Optional<Relay> relay(DhcpMessage request) {
        if (!request.relayed()) {
            return Optional.empty();
        }
        var information = request.options().get(OptionCode.RELAY_AGENT_INFORMATION);
        return Optional.of(new Relay(
                ipv4(request.giaddr()),
                information.flatMap(all -> all.get(SubOptions.AGENT_CIRCUIT_ID)).map(Octets::hex),
                information.flatMap(all -> all.get(SubOptions.AGENT_REMOTE_ID)).map(Octets::hex)));
    }

    private static Ipv4 ipv4(Ip4Address address) {
        return new Ipv4(address.toString());
    }
}
