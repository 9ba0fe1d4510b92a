package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.Binding;
import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.Proposal;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import java.time.Instant;
import java.util.List;

/// What happens when a DHCP message arrives. Reads top to bottom; reads the leases and changes nothing.
///
/// ```
///   DHCPDISCOVER ----------------------------------> DHCPOFFER, the address kept for a minute
///   DHCPREQUEST   option 54            SELECTING  \
///                 option 50            INIT-REBOOT | DHCPACK, DHCPNAK, or silence
///                 ciaddr               RENEWING,   |
///                                      REBINDING  /
///   DHCPINFORM ------------------------------------> DHCPACK without an address
///   DHCPRELEASE, DHCPDECLINE ----------------------> silence, the lease ends
/// ```
public final class Responder {
    /// The longest reply, whatever the client takes: an Ethernet frame's content.
    private static final int LONGEST_REPLY = 1500;

    private final Subnets subnets;
    private final Replies replies;
    private final LeaseView leases;
    private final Machines machines;

    /// @param subnets the served subnets, no two of which overlap
    /// @param servers who serves the boot files
    /// @param leases what is leased and offered at the time of each decision
    /// @param machines the machines' documents at the time of each decision
    public Responder(List<Subnet> subnets, BootServers servers, LeaseView leases, Machines machines) {
        this.subnets = new Subnets(subnets);
        this.replies = new Replies(servers);
        this.leases = leases;
        this.machines = machines;
    }

    /// Decides what to do about a message.
    ///
    /// @throws io.rackboot.dhcp.wire.MalformedMessageException where an option that matters is not of its form
    public Decision decide(DhcpMessage request, Arrival arrival, Instant now) {
        if (request.op() != Op.BOOTREQUEST) {
            return silence(Reason.NOT_A_REQUEST, "op is " + request.op());
        }
        var type = request.messageType();
        if (type.isEmpty()) {
            return silence(Reason.BOOTP, "a BOOTP request from " + request.chaddr());
        }
        var client = ClientKey.of(request.chaddr(), request.options().get(OptionCode.CLIENT_IDENTIFIER));
        if (client.isEmpty()) {
            return silence(Reason.NO_CLIENT_IDENTITY, type.get() + " without hardware address and client identifier");
        }
        var subnet = subnets.of(request, arrival);
        if (subnet.isEmpty()) {
            return silence(Reason.NO_SUBNET, noSubnet(request, arrival));
        }
        var question = new Question(
                request,
                arrival,
                client.get(),
                subnet.get(),
                machines.idOf(request.chaddr()),
                machines.byHardware(request.chaddr()),
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
        var proposal = leases.propose(
                question.client(), question.subnet(), question.reserved(), question.requestedAddress(), question.now());
        return switch (proposal) {
            case Proposal.Offer(var address) ->
                reply(
                        question,
                        replies.offer(question, address),
                        new LeaseChange.Offered(
                                question.client(), address, question.now().plus(LeaseView.OFFER_TIME)));
            case Proposal.None(var why) -> silence(Reason.NO_FREE_ADDRESS, why);
        };
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
        if (question.request().options().contains(OptionCode.SERVER_IDENTIFIER) && requested.isPresent()) {
            return bind(question, requested.get());
        }
        if (ciaddr.isPresent()) {
            return bind(question, ciaddr.get());
        }
        return requested
                .map(address -> initReboot(question, address))
                .orElseGet(() -> silence(Reason.INCOMPLETE_REQUEST, "DHCPREQUEST with neither option 50 nor ciaddr"));
    }

    /// A client with an address from before. The wrong network is refused at once; in the right one, whoever has no
    /// record of the client must be silent, for the sake of a server that has.
    private Decision initReboot(Question question, Ip4Address address) {
        var isKnown = leases.leaseOf(question.client(), question.subnet()).isPresent()
                || question.reserved().isPresent();
        return isKnown || !question.subnet().contains(address) ? bind(question, address) : unknown(question, address);
    }

    private Decision bind(Question question, Ip4Address address) {
        if (!question.subnet().contains(address)) {
            return nak(
                    question,
                    address + " is not in network " + question.subnet().name());
        }
        var binding = leases.bind(question.client(), question.subnet(), question.reserved(), address, question.now());
        return switch (binding) {
            case Binding.Granted(var granted) -> ack(question, granted, question.now());
            case Binding.Renewed(var lease) -> ack(question, lease.address(), lease.granted());
            case Binding.Wrong(var why) -> nak(question, why);
            case Binding.NotMine() -> unknown(question, address);
        };
    }

    private Decision ack(Question question, Ip4Address address, Instant granted) {
        var request = question.request();
        var lease = new Lease(
                address,
                question.client(),
                request.chaddr(),
                request.options().get(OptionCode.CLIENT_IDENTIFIER),
                question.subnet().name(),
                question.hostName(),
                granted,
                question.now().plus(question.subnet().leaseTime()),
                Lease.State.BOUND);
        return reply(question, replies.ack(question, address), new LeaseChange.Bound(lease));
    }

    /// RFC 2131 §4.3.2; the client begins anew.
    private Decision nak(Question question, String why) {
        return reply(question, replies.nak(question, why), new LeaseChange.OfferWithdrawn(question.client()));
    }

    private static Decision unknown(Question question, Ip4Address address) {
        return silence(Reason.UNKNOWN_CLIENT, "no record of " + question.client() + ", which asks for " + address);
    }

    /// RFC 2131 §4.3.5. There are clients that leave ciaddr empty and send from their address all the same.
    private Decision inform(Question question) {
        var address = question.clientAddress().orElse(question.arrival().source());
        return address.isAny()
                ? silence(Reason.INCOMPLETE_REQUEST, "DHCPINFORM without an address to answer to")
                : reply(question, replies.informed(question, address));
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

    private static String noSubnet(DhcpMessage request, Arrival arrival) {
        return request.relayed()
                ? "no subnet is configured for relay " + request.giaddr()
                : "no subnet is configured for interface " + arrival.networkInterface() + " with address "
                        + arrival.serverAddress();
    }

    private static Decision reply(Question question, DhcpMessage message, LeaseChange... changes) {
        int maximum = question.request()
                .options()
                .get(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE)
                .orElse(DhcpWriter.DEFAULT_MAXIMUM_SIZE);
        return new Decision.Reply(
                message, Math.min(maximum, LONGEST_REPLY), ReplyDestination.of(message), List.of(changes));
    }

    private static Decision silence(Reason reason, String detail, LeaseChange... changes) {
        return new Decision.Silence(reason, detail, List.of(changes));
    }
}
