package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.List;

/// The messages that are about booting alone: no address, no times, no parameters of a subnet.
final class BootReplies {
    private BootReplies() {}

    /// {@return the reply to this request}
    ///
    /// @param ciaddr the address that the client has, or 0.0.0.0
    static DhcpMessage of(BootQuestion question, MessageType type, Ip4Address ciaddr, BootAnswer boot) {
        var request = question.request();
        var options = DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, type)
                .put(OptionCode.SERVER_IDENTIFIER, question.arrival().serverAddress())
                .put(OptionCode.CLIENT_IDENTIFIER, request.options().get(OptionCode.CLIENT_IDENTIFIER));
        var wished = request.options().get(OptionCode.PARAMETER_REQUEST_LIST).orElse(List.of());
        ParameterOrder.append(boot.options(), wished, options);
        // RFC 3046 §2.2: a relay wants to see it again.
        int relay = OptionCode.RELAY_AGENT_INFORMATION.code();
        request.options().bytes(relay).ifPresent(bytes -> options.putBytes(relay, bytes));
        return new DhcpMessage(
                Op.BOOTREPLY,
                request.chaddr(),
                0,
                request.xid(),
                0,
                request.flags(),
                ciaddr,
                Ip4Address.ANY,
                boot.siaddr(),
                request.giaddr(),
                Octets.EMPTY,
                boot.file(),
                options.build());
    }
}
