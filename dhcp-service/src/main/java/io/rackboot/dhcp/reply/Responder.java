package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.Binding;
import io.rackboot.dhcp.lease.Contact;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.Proposal;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens when a DHCP message arrives. Reads top to bottom; reads the leases and changes nothing.
///
/// ```
///   DHCPDISCOVER ----------------------------------> DHCPOFFER, the address kept for a minute
///                 option 80            RFC 4039      DHCPACK, where the operator wants it
///   DHCPREQUEST   option 54            SELECTING  \
///                 option 50            INIT-REBOOT | DHCPACK, DHCPNAK, or silence
///                 ciaddr               RENEWING,   |
///                                      REBINDING  /
///   DHCPINFORM ------------------------------------> DHCPACK without an address
///   DHCPRELEASE, DHCPDECLINE ----------------------> silence, the lease ends
///   DHCPLEASEQUERY, of a relay --------------------> DHCPLEASEACTIVE, -UNASSIGNED, -UNKNOWN
///   BOOTP: see BootpResponder
/// ```
public final class Responder implements Decider {
    /// The longest reply, whatever the client takes: an Ethernet frame's content.
    static final int LONGEST_REPLY = 1500;

    private final Subnets subnets;
    private final Conduct conduct;
    private final Replies replies;
    private final LeaseView leases;
    private final SubnetChoice choice;
    private final Machines machines;
    private final Extensions extensions;
    private final LeaseQueries queries;
    private final BootpResponder bootp;

    /// @param networks the served subnets by link, no two of which overlap
    /// @param conduct what is the operator's to say about the protocol
    /// @param extensions what is spoken beyond RFC 2131
    /// @param boot the boot file of each client
    /// @param parameters what clients are told besides
    /// @param leases what is leased and offered at the time of each decision
    /// @param machines the machines' documents at the time of each decision
    public Responder(
            List<SharedNetwork> networks,
            Conduct conduct,
            Extensions extensions,
            BootChoice boot,
            Parameters parameters,
            LeaseView leases,
            Machines machines) {
        var choiceOfParameters = new ParameterChoice(parameters, networks);
        this.subnets = new Subnets(networks);
        this.conduct = conduct;
        this.extensions = extensions;
        this.replies = new Replies(boot, choiceOfParameters);
        this.queries = new LeaseQueries(networks, extensions, choiceOfParameters, leases);
        this.leases = leases;
        this.choice = new SubnetChoice(leases);
        this.machines = machines;
        this.bootp = new BootpResponder(subnets, conduct, replies, leases, choice, machines);
    }

    @Override
    public Decision decide(DhcpMessage request, Arrival arrival, Instant now) {
        if (request.op() != Op.BOOTREQUEST) {
            return silence(Reason.NOT_A_REQUEST, "op is " + request.op());
        }
        var type = request.messageType();
        if (type.isEmpty()) {
            return bootp.decide(request, arrival, now);
        }
        if (type.get() == MessageType.DHCPLEASEQUERY) {
            return queries.answer(request, arrival, now);
        }
        var client = conduct.identity().of(request.chaddr(), request.options().get(OptionCode.CLIENT_IDENTIFIER));
        if (client.isEmpty()) {
            return silence(Reason.NO_CLIENT_IDENTITY, type.get() + " without hardware address and client identifier");
        }
        var network = subnets.of(request, arrival);
        if (network.isEmpty()) {
            return silence(Reason.NO_SUBNET, Subnets.none(request, arrival));
        }
        var machine = machines.of(request, leases);
        var question = new Question(
                request,
                arrival,
                request.chaddr(),
                client.get(),
                network.get(),
                network.get().first(),
                machine,
                now);
        return switch (type.get()) {
            case DHCPDISCOVER -> discover(question);
            case DHCPREQUEST -> request(question);
            case DHCPINFORM -> inform(question);
            case DHCPRELEASE -> release(question);
            case DHCPDECLINE -> decline(question);
            case DHCPOFFER,
                    DHCPACK,
                    DHCPNAK,
                    DHCPFORCERENEW,
                    DHCPLEASEQUERY,
                    DHCPLEASEUNASSIGNED,
                    DHCPLEASEUNKNOWN,
                    DHCPLEASEACTIVE,
                    DHCPBULKLEASEQUERY,
                    DHCPLEASEQUERYDONE,
                    DHCPACTIVELEASEQUERY,
                    DHCPLEASEQUERYSTATUS,
                    DHCPTLS -> silence(Reason.UNANSWERED_TYPE, type.get() + " is not answered");
        };
    }

    /// RFC 2131 §4.3.1. Every repeat is offered the same address, since the offer is kept.
    private Decision discover(Question question) {
        var refusals = new ArrayList<String>();
        var admitting = choice.inTurn(question).stream()
                .filter(subnet -> question.in(subnet).isAdmitted())
                .toList();
        if (admitting.isEmpty()) {
            return unknownMachine(question);
        }
        for (var subnet : admitting) {
            switch (propose(question.in(subnet))) {
                case Proposal.Offer(var address) -> {
                    return extensions.rapidCommit() && question.takesRapidCommit()
                            ? grantAtOnce(question.in(subnet), address)
                            : offer(question.in(subnet), address);
                }
                case Proposal.None(var why) -> refusals.add(why);
            }
        }
        return silence(Reason.NO_FREE_ADDRESS, String.join("; ", refusals));
    }

    private static Decision unknownMachine(Question question) {
        return silence(
                Reason.UNKNOWN_MACHINE,
                "no document names " + question.request().chaddr() + ", and network "
                        + question.network().name() + " is for known machines");
    }

    private Proposal propose(Question question) {
        return leases.propose(
                question.client(),
                question.standing(),
                question.subnet(),
                question.reserved(),
                question.requestedAddress(),
                question.now());
    }

    private Decision offer(Question question, Ip4Address address) {
        return reply(
                question,
                replies.offer(question, address),
                new LeaseChange.Offered(
                        question.client(),
                        question.standing(),
                        address,
                        question.now().plus(LeaseView.OFFER_TIME)));
    }

    /// RFC 4039 §3.1: two messages instead of four, for sites with one server.
    private Decision grantAtOnce(Question question, Ip4Address address) {
        var granted = leases.leaseAt(address)
                .filter(lease -> isHeldBy(lease, question))
                .map(Lease::granted)
                .orElse(question.now());
        return grant(question, replies.rapidAck(question, address), address, granted);
    }

    /// RFC 2131 §4.3.2: the client's state shows in which of option 54, option 50 and ciaddr it has filled in.
    private Decision request(Question question) {
        if (question.isForOtherServer()) {
            return silence(
                    Reason.OTHER_SERVER,
                    "the client took another server's offer",
                    new LeaseChange.OfferWithdrawn(question.client()));
        }
        var requested = question.requestedAddress();
        var ciaddr = question.clientAddress();
        var address = question.namesServer() ? requested.or(() -> ciaddr) : ciaddr.or(() -> requested);
        return address.map(asked -> request(question.about(asked), asked))
                .orElseGet(() -> silence(Reason.INCOMPLETE_REQUEST, "DHCPREQUEST with neither option 50 nor ciaddr"));
    }

    /// A client in INIT-REBOOT or REBINDING asks every server about an address from before. Who has no record of it
    /// must be silent for the sake of a server that has, unless there is none.
    private Decision request(Question question, Ip4Address address) {
        if (!question.isAdmitted()) {
            return unknownMachine(question);
        }
        boolean isForThisServer = question.namesServer() || question.isRenewal();
        return isForThisServer || conduct.authoritative() || isKnown(question)
                ? bind(question, address)
                : silence(Reason.UNKNOWN_CLIENT, "no record of " + question.client() + ", which asks for " + address);
    }

    private boolean isKnown(Question question) {
        return question.reservedOnLink().isPresent() || !choice.known(question).isEmpty();
    }

    private Decision bind(Question question, Ip4Address address) {
        if (!question.subnet().contains(address)) {
            return nak(
                    question,
                    address + " is not in network " + question.network().name());
        }
        var elsewhere = reservedElsewhere(question);
        if (elsewhere.isPresent()) {
            return nak(question, elsewhere.get() + " is reserved for the client, which asks for " + address);
        }
        var binding = leases.bind(
                question.client(),
                question.standing(),
                question.subnet(),
                question.reserved(),
                address,
                question.now());
        return switch (binding) {
            case Binding.Granted(var granted) -> ack(question, granted, question.now());
            case Binding.Renewed(var lease) -> ack(question, lease.address(), lease.granted());
            case Binding.Wrong(var why) -> nak(question, why);
            case Binding.NotMine() ->
                nak(
                        question,
                        address + " is in no range of subnet "
                                + question.subnet().name());
        };
    }

    /// {@return the client's reserved address, where it lies in another subnet of the link and can be had}
    private Optional<Ip4Address> reservedElsewhere(Question question) {
        return question.reservedOnLink()
                .filter(address -> !question.subnet().contains(address))
                .filter(address -> propose(question.about(address)).equals(new Proposal.Offer(address)));
    }

    private Decision ack(Question question, Ip4Address address, Instant granted) {
        return grant(question, replies.ack(question, address), address, granted);
    }

    private Decision grant(Question question, DhcpMessage reply, Ip4Address address, Instant granted) {
        var request = question.request();
        var lease = new Lease(
                address,
                question.client(),
                request.chaddr(),
                request.options().get(OptionCode.CLIENT_IDENTIFIER),
                question.subnet().name(),
                question.hostName(),
                granted,
                question.now().plus(question.leaseTime(address)),
                Lease.State.BOUND,
                contact(question, address),
                machines.toldApart(question.machine(), request.chaddr()));
        var changes = new ArrayList<LeaseChange>(choice.heldElsewhere(question));
        if (choice.isOfferedElsewhere(question)) {
            changes.add(new LeaseChange.OfferWithdrawn(question.client()));
        }
        changes.add(new LeaseChange.Bound(lease));
        return reply(question, reply, changes.toArray(LeaseChange[]::new));
    }

    /// A client that renews its lease past the relay is still on the port that the relay has named.
    private Contact contact(Question question, Ip4Address address) {
        var passedOn = question.request().options().bytes(OptionCode.RELAY_AGENT_INFORMATION.code());
        return new Contact(
                question.now(),
                passedOn.or(() -> leases.leaseAt(address)
                        .filter(lease -> isHeldBy(lease, question))
                        .flatMap(lease -> lease.contact().relayAgentInformation())));
    }

    /// RFC 2131 §4.3.2; the client begins anew.
    private Decision nak(Question question, String why) {
        return reply(question, replies.nak(question, why), new LeaseChange.OfferWithdrawn(question.client()));
    }

    /// RFC 2131 §4.3.5. There are clients that leave ciaddr empty and send from their address all the same.
    private Decision inform(Question question) {
        var sender = question.request().relayed()
                ? Ip4Address.ANY
                : question.arrival().source();
        var address = question.clientAddress().orElse(sender);
        return address.isAny()
                ? silence(Reason.INCOMPLETE_REQUEST, "DHCPINFORM without an address to answer to")
                : reply(question, replies.informed(question.about(address), address));
    }

    /// RFC 2131 §4.3.4. Relays pass on a second copy of what they have routed: the address is free by then.
    private Decision release(Question question) {
        if (question.isForOtherServer()) {
            return silence(Reason.OTHER_SERVER, "released to another server");
        }
        var ciaddr = question.request().ciaddr();
        return leases.leaseAt(ciaddr)
                .filter(lease -> isHeldBy(lease, question))
                .map(lease -> silence(
                        Reason.RELEASED,
                        ciaddr + " released",
                        new LeaseChange.Released(lease.released(question.now()))))
                .orElseGet(() -> notLeased(question, MessageType.DHCPRELEASE, ciaddr));
    }

    /// RFC 2131 §4.3.3: somebody else uses the address.
    private Decision decline(Question question) {
        if (question.isForOtherServer()) {
            return silence(Reason.OTHER_SERVER, "declined to another server");
        }
        var address = question.requestedAddress().orElse(Ip4Address.ANY);
        var until = question.now().plus(LeaseView.QUARANTINE);
        return leases.leaseAt(address)
                .filter(lease -> isHeldBy(lease, question))
                .map(lease -> silence(
                        Reason.DECLINED,
                        address + " is in use by another host",
                        new LeaseChange.Declined(lease.declined(until), until)))
                .orElseGet(() -> notLeased(question, MessageType.DHCPDECLINE, address));
    }

    private static boolean isHeldBy(Lease lease, Question question) {
        return lease.isBound() && lease.client().equals(question.client());
    }

    private static Decision notLeased(Question question, MessageType type, Ip4Address address) {
        return silence(Reason.NOT_LEASED, type + " of " + address + ", which " + question.client() + " does not hold");
    }

    private static Decision reply(Question question, DhcpMessage message, LeaseChange... changes) {
        return new Decision.Reply(
                message,
                maximumSize(question.request()),
                ReplyDestination.of(message, question.arrival()),
                List.of(changes));
    }

    /// {@return the longest reply to this request}
    static int maximumSize(DhcpMessage request) {
        int taken = request.options().get(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE).orElse(DhcpWriter.DEFAULT_MAXIMUM_SIZE);
        return Math.min(taken, LONGEST_REPLY);
    }

    private static Decision silence(Reason reason, String detail, LeaseChange... changes) {
        return new Decision.Silence(reason, detail, List.of(changes));
    }
}
