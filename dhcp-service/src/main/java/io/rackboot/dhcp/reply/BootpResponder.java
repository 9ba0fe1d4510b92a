package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Contact;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.Proposal;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.OptionCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens when a BOOTP request arrives (RFC 951, 1534, 1542): one message and one reply, and no way to give an
/// address back.
///
/// ```
///   ciaddr 0     the reserved address, or one of the ranges where that is allowed: a lease without end
///   ciaddr set   the client has an address and wants the rest
/// ```
final class BootpResponder {
    private final Subnets subnets;
    private final Conduct conduct;
    private final Replies replies;
    private final LeaseView leases;
    private final SubnetChoice choice;
    private final Machines machines;

    BootpResponder(
            Subnets subnets,
            Conduct conduct,
            Replies replies,
            LeaseView leases,
            SubnetChoice choice,
            Machines machines) {
        this.subnets = subnets;
        this.conduct = conduct;
        this.replies = replies;
        this.leases = leases;
        this.choice = choice;
        this.machines = machines;
    }

    Decision decide(DhcpMessage request, Arrival arrival, Instant now) {
        if (!conduct.bootp().isName(request.sname(), arrival)) {
            return silence(
                    Reason.OTHER_SERVER,
                    "a BOOTP request to server " + request.sname().text());
        }
        var hardware = hardware(request);
        var client = conduct.identity().of(hardware, request.options().get(OptionCode.CLIENT_IDENTIFIER));
        if (client.isEmpty()) {
            return silence(Reason.NO_CLIENT_IDENTITY, "a BOOTP request without hardware address");
        }
        var machine = machines.byHardware(hardware).or(() -> machines.of(request, leases));
        return subnets.of(request, arrival)
                .map(network ->
                        new Question(request, arrival, hardware, client.get(), network, network.first(), machine, now))
                .map(question -> question.clientAddress()
                        .map(ciaddr -> inform(question.about(ciaddr)))
                        .orElseGet(() -> assign(question)))
                .orElseGet(() -> silence(Reason.NO_SUBNET, Subnets.none(request, arrival)));
    }

    /// A client that knows its address may leave its hardware address out: the lease has it.
    private HardwareAddress hardware(DhcpMessage request) {
        return Optional.of(request.chaddr())
                .filter(chaddr -> !chaddr.bytes().isZero())
                .or(() ->
                        leases.leaseAt(request.ciaddr()).filter(Lease::isBound).map(Lease::hardware))
                .orElse(request.chaddr());
    }

    private Decision inform(Question question) {
        var ciaddr = question.request().ciaddr();
        if (!question.subnet().contains(ciaddr)) {
            return silence(
                    Reason.NO_SUBNET,
                    "a BOOTP request from " + ciaddr + ", which is not in network "
                            + question.network().name());
        }
        boolean known = question.machine().isPresent() || isHeld(question);
        var clients = conduct.bootp().clientsOf(question.subnet());
        boolean wanted = clients == BootpClients.DYNAMIC || clients == BootpClients.RESERVED && known;
        return wanted ? reply(question, Ip4Address.ANY, List.of()) : unwanted(question);
    }

    private boolean isHeld(Question question) {
        return leases.leaseAt(question.request().ciaddr())
                .filter(lease -> isOf(question.client(), lease))
                .isPresent();
    }

    private Decision assign(Question question) {
        var full = new ArrayList<String>();
        for (var subnet : choice.inTurn(question)) {
            var there = question.in(subnet);
            if (isWanted(there)) {
                switch (propose(there)) {
                    case Proposal.Offer(var address) -> {
                        return grant(there, address);
                    }
                    case Proposal.None(var why) -> full.add(why);
                }
            }
        }
        return full.isEmpty() ? unwanted(question) : silence(Reason.NO_FREE_ADDRESS, String.join("; ", full));
    }

    private boolean isWanted(Question question) {
        return switch (conduct.bootp().clientsOf(question.subnet())) {
            case NONE -> false;
            case RESERVED -> question.reserved().isPresent();
            case DYNAMIC -> true;
        };
    }

    /// In place of a reserved address that somebody else has, one of the ranges is given where strangers get one too.
    private Proposal propose(Question question) {
        var proposal = leases.propose(
                question.client(),
                question.standing(),
                question.subnet(),
                question.reserved(),
                Optional.empty(),
                question.now());
        boolean dynamic = conduct.bootp().clientsOf(question.subnet()) == BootpClients.DYNAMIC;
        return question.reserved()
                .filter(reserved -> !dynamic && !proposal.equals(new Proposal.Offer(reserved)))
                .<Proposal>map(reserved -> new Proposal.None(reserved + ", which is reserved for it, is in use"))
                .orElse(proposal);
    }

    private Decision grant(Question question, Ip4Address address) {
        var request = question.request();
        var held = leases.leaseAt(address).filter(lease -> isOf(question.client(), lease));
        var lease = new Lease(
                address,
                question.client(),
                request.chaddr(),
                request.options().get(OptionCode.CLIENT_IDENTIFIER),
                question.subnet().name(),
                question.hostName(),
                held.map(Lease::granted).orElse(question.now()),
                Lease.NEVER,
                Lease.State.BOUND,
                new Contact(question.now(), request.options().bytes(OptionCode.RELAY_AGENT_INFORMATION.code())),
                machines.toldApart(question.machine(), request.chaddr()));
        var changes = new ArrayList<LeaseChange>(choice.heldElsewhere(question));
        changes.add(new LeaseChange.Bound(lease));
        return reply(question, address, changes);
    }

    private static boolean isOf(ClientKey client, Lease lease) {
        return lease.isBound() && lease.client().equals(client);
    }

    private Decision unwanted(Question question) {
        return silence(
                Reason.BOOTP,
                "a BOOTP request from " + question.client() + ", for which no address is reserved in network "
                        + question.network().name() + ", and others are not given one there");
    }

    private Decision reply(Question question, Ip4Address yiaddr, List<LeaseChange> changes) {
        var message = replies.bootp(question, yiaddr, conduct.bootp().nameFor(question.arrival()));
        int maximum = question.request()
                .options()
                .get(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE)
                .orElse(DhcpWriter.BOOTP_SIZE);
        return new Decision.Reply(
                message,
                Math.min(maximum, Responder.LONGEST_REPLY),
                ReplyDestination.of(message, question.arrival()),
                changes);
    }

    private static Decision silence(Reason reason, String detail) {
        return new Decision.Silence(reason, detail, List.of());
    }
}
