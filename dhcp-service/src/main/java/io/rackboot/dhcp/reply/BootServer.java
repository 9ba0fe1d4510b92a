package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.PxeOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens when a PXE client that has its address asks for a boot file (PXE 2.1 §2.2.3, §2.2.5).
///
/// ```
///   port 4011, without PXE_BOOT_ITEM   a proxy's offer had no file     \
///   port 4011, with PXE_BOOT_ITEM      the client chose from the menu   | DHCPACK with the file, or silence
///   port 67, with PXE_BOOT_ITEM        the same, by broadcast          /
/// ```
///
/// No lease is granted, renewed or refused by it.
public final class BootServer {
    private final BootChoice boot;
    private final Machines machines;

    /// @param boot the boot file of each client
    /// @param machines the machines' documents at the time of each decision
    public BootServer(BootChoice boot, Machines machines) {
        this.boot = boot;
        this.machines = machines;
    }

    /// {@return the decider that asks this one first, and the other for everything that is not a boot server's}
    public Decider before(Decider other) {
        return (request, arrival, now) ->
                isForBootServer(request, arrival) ? decide(request, arrival, now) : other.decide(request, arrival, now);
    }

    private static boolean isForBootServer(DhcpMessage request, Arrival arrival) {
        return arrival.port() == ServerPort.BOOT_SERVER
                || request.op() == Op.BOOTREQUEST
                        && Signs.vendorClass(request).startsWith(Signs.PXE_CLIENT)
                        && PxeOptions.itemOf(request).isPresent();
    }

    private Decision decide(DhcpMessage request, Arrival arrival, Instant now) {
        var type = request.messageType();
        if (request.op() != Op.BOOTREQUEST) {
            return silence(Reason.NOT_A_REQUEST, "op is " + request.op());
        }
        if (type.filter(BootServer::asks).isEmpty()) {
            return silence(
                    Reason.UNANSWERED_TYPE, type.map(Enum::name).orElse("BOOTP") + " is not answered by a boot server");
        }
        var server = request.options().get(OptionCode.SERVER_IDENTIFIER);
        if (server.filter(named -> !named.equals(arrival.serverAddress())).isPresent()) {
            return silence(Reason.OTHER_SERVER, "asks boot server " + server.get());
        }
        return BootQuestion.of(request, arrival, machines, now)
                .map(this::decide)
                .orElseGet(() -> silence(Reason.NO_BOOT_CLIENT, "neither option 60 nor 93 says what boots"));
    }

    private static boolean asks(MessageType type) {
        return type == MessageType.DHCPREQUEST || type == MessageType.DHCPINFORM;
    }

    private Decision decide(BootQuestion question) {
        var address = address(question);
        if (address.isAny()) {
            return silence(Reason.INCOMPLETE_REQUEST, "asks a boot server without having an address");
        }
        var item = PxeOptions.itemOf(question.request());
        if (item.filter(PxeOptions.BootItem::isCredentials).isPresent()) {
            return silence(Reason.UNANSWERED_TYPE, "boot credentials (BIS) are not served");
        }
        return item.map(chosen -> boot.asBootServer(question, chosen))
                .orElseGet(() -> Optional.of(boot.asBootServer(question)))
                .map(answer -> reply(question, address, answer))
                .orElseGet(() -> silence(
                        Reason.OTHER_SERVER,
                        "boot server type " + item.orElseThrow().type() + " is not served here"));
    }

    private static Ip4Address address(BootQuestion question) {
        var ciaddr = question.request().ciaddr();
        return ciaddr.isAny() && !question.request().relayed()
                ? question.arrival().source()
                : ciaddr;
    }

    private static Decision reply(BootQuestion question, Ip4Address address, BootAnswer answer) {
        var message =
                BootReplies.of(question, MessageType.DHCPACK, question.request().ciaddr(), answer);
        var arrival = question.arrival();
        var destination = switch (arrival.port()) {
            case BOOT_SERVER -> new ReplyDestination.ToSender(arrival.source(), arrival.sourcePort());
            case DHCP ->
                message.relayed() ? ReplyDestination.of(message, arrival) : new ReplyDestination.ToClient(address);
        };
        return new Decision.Reply(message, Responder.maximumSize(question.request()), destination, List.of());
    }

    private static Decision silence(Reason reason, String detail) {
        return new Decision.Silence(reason, detail, List.of());
    }
}
