package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Op;
import java.time.Instant;
import java.util.List;

/// What happens when a message arrives where another server gives the addresses: proxyDHCP (PXE 2.1 §2.2).
///
/// ```
///   DHCPDISCOVER of a client that wants to boot -> DHCPOFFER with the boot file and no address
///   DHCPINFORM of such a client ----------------> DHCPACK with the boot file
///   everything else ----------------------------> silence: it is the address server's
/// ```
///
/// It never refuses, and knows no lease. What comes on port 4011 is [BootServer]'s.
public final class ProxyServer implements Decider {
    private final BootChoice boot;
    private final ProxyOffer offer;
    private final Machines machines;

    /// @param boot the boot file of each client
    /// @param offer how it is brought to PXE firmware
    /// @param machines the machines' documents at the time of each decision
    public ProxyServer(BootChoice boot, ProxyOffer offer, Machines machines) {
        this.boot = boot;
        this.offer = offer;
        this.machines = machines;
    }

    @Override
    public Decision decide(DhcpMessage request, Arrival arrival, Instant now) {
        if (request.op() != Op.BOOTREQUEST) {
            return silence(Reason.NOT_A_REQUEST, "op is " + request.op());
        }
        var type = request.messageType();
        var question = BootQuestion.of(request, arrival, machines, now);
        if (type.isEmpty() || question.isEmpty()) {
            return silence(
                    Reason.NO_BOOT_CLIENT, request.chaddr() + " asks for no boot file; another server gives addresses");
        }
        return switch (type.get()) {
            case DHCPDISCOVER -> reply(question.get(), MessageType.DHCPOFFER, Ip4Address.ANY, offer);
            case DHCPINFORM -> reply(question.get(), MessageType.DHCPACK, request.ciaddr(), ProxyOffer.FILE);
            case DHCPREQUEST, DHCPDECLINE, DHCPRELEASE ->
                silence(Reason.NO_BOOT_CLIENT, type.get() + " is the address server's to answer");
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

    private Decision reply(BootQuestion question, MessageType type, Ip4Address ciaddr, ProxyOffer way) {
        return boot.asProxy(question, way)
                .map(answer -> BootReplies.of(question, type, ciaddr, answer))
                .<Decision>map(message -> new Decision.Reply(
                        message,
                        Responder.maximumSize(question.request()),
                        ReplyDestination.of(message, question.arrival()),
                        List.of()))
                .orElseGet(() -> silence(
                        Reason.NO_BOOT_CLIENT,
                        "no loader is known for architecture "
                                + question.client().architecture()));
    }

    private static Decision silence(Reason reason, String detail) {
        return new Decision.Silence(reason, detail, List.of());
    }
}
