package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;

/// Where a reply is sent (RFC 2131 §4.1).
///
/// | giaddr | reply | ciaddr | broadcast flag | destination |
/// |---|---|---|---|---|
/// | set | any | any | any | the relay, server port; its own port where option 82 asks for that (RFC 8357) |
/// | 0 | DHCPNAK | any | any | broadcast |
/// | 0 | other | set | any | ciaddr |
/// | 0 | other | 0 | set | broadcast |
/// | 0 | other | 0 | clear | yiaddr at the client's hardware address |
public sealed interface ReplyDestination {
    /// To the server port of the relay agent.
    record ToRelay(Ip4Address giaddr) implements ReplyDestination {}

    /// To the port of the relay agent that it sent from, as it asks (RFC 8357).
    record ToRelayPort(Ip4Address giaddr, int port) implements ReplyDestination {}

    /// To the client port of a client that has this address.
    record ToClient(Ip4Address ciaddr) implements ReplyDestination {}

    /// To the client port of 255.255.255.255, out of the interface that the request came in on.
    record Broadcast() implements ReplyDestination {}

    /// To the client port of an address that the client does not answer for yet, in a frame to its hardware address.
    /// Who has no means to send such a frame broadcasts (RFC 2131 §4.1).
    record ToHardware(Ip4Address yiaddr, HardwareAddress chaddr) implements ReplyDestination {}

    /// To where the request came from: what port 4011 hears is answered there and nowhere else.
    record ToSender(Ip4Address source, int sourcePort) implements ReplyDestination {}

    /// Where the reply to a request that came in like this is sent.
    static ReplyDestination of(DhcpMessage reply, Arrival arrival) {
        return reply.relayed() && wantsItsOwnPort(reply)
                ? new ToRelayPort(reply.giaddr(), arrival.sourcePort())
                : of(reply);
    }

    private static boolean wantsItsOwnPort(DhcpMessage reply) {
        return reply.options()
                .get(OptionCode.RELAY_AGENT_INFORMATION)
                .flatMap(options -> options.get(SubOptions.RELAY_SOURCE_PORT))
                .isPresent();
    }

    /// Reads the fields that a reply takes over from its request: `giaddr`, `ciaddr`, the broadcast flag. A client
    /// that no frame can be sent to (InfiniBand has no hardware address here, RFC 4390) is reached by broadcast.
    static ReplyDestination of(DhcpMessage reply) {
        if (reply.relayed()) {
            return new ToRelay(reply.giaddr());
        }
        if (reply.messageType().filter(MessageType.DHCPNAK::equals).isPresent()) {
            return new Broadcast();
        }
        if (!reply.ciaddr().isAny()) {
            return new ToClient(reply.ciaddr());
        }
        if (reply.broadcast() || reply.yiaddr().isAny() || !reply.chaddr().isEthernetUnicast()) {
            return new Broadcast();
        }
        return new ToHardware(reply.yiaddr(), reply.chaddr());
    }
}
