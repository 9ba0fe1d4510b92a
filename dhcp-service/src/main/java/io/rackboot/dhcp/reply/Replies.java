package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import java.time.Duration;
import java.util.List;

/// The messages of a server, field by field as RFC 2131 table 3 has them.
///
/// What tells the client that the reply is for it, and for how long, stands in front; then what it asks for in its own
/// order.
final class Replies {
    private final BootChoice bootChoice;
    private final ParameterChoice parameters;

    Replies(BootChoice bootChoice, ParameterChoice parameters) {
        this.bootChoice = bootChoice;
        this.parameters = parameters;
    }

    /// {@return an offer of the address}
    DhcpMessage offer(Question question, Ip4Address address) {
        return answer(question, MessageType.DHCPOFFER, Ip4Address.ANY, address);
    }

    /// {@return the grant of the address}
    DhcpMessage ack(Question question, Ip4Address address) {
        return answer(question, MessageType.DHCPACK, question.request().ciaddr(), address);
    }

    /// {@return the grant of the address at once, to a DHCPDISCOVER (RFC 4039)}
    DhcpMessage rapidAck(Question question, Ip4Address address) {
        return answer(question, MessageType.DHCPACK, Ip4Address.ANY, address);
    }

    /// {@return the parameters for a client that has this address from elsewhere: no address, no times}
    DhcpMessage informed(Question question, Ip4Address address) {
        return answer(question, MessageType.DHCPACK, address, Ip4Address.ANY);
    }

    /// {@return the refusal of an address; a relay is told to broadcast it (RFC 2131 §4.3.2)}
    DhcpMessage nak(Question question, String why) {
        var request = question.request();
        int flags = request.relayed() ? request.flags() | DhcpMessage.BROADCAST_FLAG : request.flags();
        var options = begin(question, MessageType.DHCPNAK).put(OptionCode.MESSAGE, why);
        relayAgentInformation(question, options);
        return message(question, flags, Ip4Address.ANY, Ip4Address.ANY, BootAnswer.NONE, options.build());
    }

    /// {@return the reply to a BOOTP request: the boot file in its field, of the options the parameters alone, since
    ///     what makes DHCP of BOOTP means nothing to its client (RFC 1534 §2)}
    DhcpMessage bootp(Question question, Ip4Address yiaddr, Octets sname) {
        var request = question.request();
        var boot = bootChoice.answer(BootQuestion.ofBootp(question));
        var wished = request.options().get(OptionCode.PARAMETER_REQUEST_LIST);
        var given = DhcpOptions.builder()
                .put(OptionCode.SUBNET_MASK, question.subnet().mask());
        parameters.of(question, wished).forEach(given::putBytes);
        var options = DhcpOptions.builder();
        ParameterOrder.append(given.build(), wished.orElse(List.of()), options);
        relayAgentInformation(question, options);
        return new DhcpMessage(
                Op.BOOTREPLY,
                request.chaddr(),
                0,
                request.xid(),
                request.secs(),
                request.flags(),
                request.ciaddr(),
                yiaddr,
                boot.siaddr(),
                request.giaddr(),
                sname,
                BootpFile.of(request.file(), question.machineId(), boot.file()),
                options.build());
    }

    private DhcpMessage answer(Question question, MessageType type, Ip4Address ciaddr, Ip4Address yiaddr) {
        var boot = BootQuestion.of(question).map(bootChoice::answer).orElse(BootAnswer.NONE);
        var wished = question.request().options().get(OptionCode.PARAMETER_REQUEST_LIST);
        var options = begin(question, type);
        // RFC 3011: a client that selects a subnet discards an answer that does not return its choice.
        options.put(OptionCode.SUBNET_SELECTION, question.request().options().get(OptionCode.SUBNET_SELECTION));
        // RFC 4039: a client that looks for servers takes no DHCPACK without it.
        if (type == MessageType.DHCPACK && question.isDiscover()) {
            options.put(OptionCode.RAPID_COMMIT, Octets.EMPTY);
        }
        var given = DhcpOptions.builder();
        if (!yiaddr.isAny()) {
            var leaseTime = question.leaseTime(yiaddr);
            options.put(OptionCode.IP_ADDRESS_LEASE_TIME, leaseTime);
            renewalTimes(question, leaseTime, given);
        }
        given.put(OptionCode.SUBNET_MASK, question.subnet().mask());
        boot.options().forEach(given::putBytes);
        parameters.of(question, wished).forEach((code, bytes) -> {
            // What makes a client boot is not the operator's to replace here: it follows from each request.
            if (boot.options().bytes(code).isEmpty()) {
                given.putBytes(code, bytes);
            }
        });
        ParameterOrder.append(given.build(), wished.orElse(List.of()), options);
        relayAgentInformation(question, options);
        return message(question, question.request().flags(), ciaddr, yiaddr, boot, options.build());
    }

    private static DhcpOptions.Builder begin(Question question, MessageType type) {
        return DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, type)
                .put(OptionCode.SERVER_IDENTIFIER, question.serverIdentifier())
                // RFC 6842: every reply returns it, so that clients behind one hardware address know their own.
                .put(OptionCode.CLIENT_IDENTIFIER, question.request().options().get(OptionCode.CLIENT_IDENTIFIER));
    }

    private void renewalTimes(Question question, Duration lease, DhcpOptions.Builder options) {
        var times = parameters.renewal(question.subnet());
        options.put(OptionCode.RENEWAL_TIME_VALUE, times.t1(lease))
                .put(OptionCode.REBINDING_TIME_VALUE, times.t2(lease));
    }

    /// Returns what the relay wants to see again (RFC 3046 §2.2).
    private static void relayAgentInformation(Question question, DhcpOptions.Builder options) {
        int code = OptionCode.RELAY_AGENT_INFORMATION.code();
        question.request().options().bytes(code).ifPresent(bytes -> options.putBytes(code, bytes));
    }

    private static DhcpMessage message(
            Question question, int flags, Ip4Address ciaddr, Ip4Address yiaddr, BootAnswer boot, DhcpOptions options) {
        var request = question.request();
        return new DhcpMessage(
                Op.BOOTREPLY,
                request.chaddr(),
                0,
                request.xid(),
                0,
                flags,
                ciaddr,
                yiaddr,
                boot.siaddr(),
                request.giaddr(),
                Octets.EMPTY,
                boot.file(),
                options);
    }
}
