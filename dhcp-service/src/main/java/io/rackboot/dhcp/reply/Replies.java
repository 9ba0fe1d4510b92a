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
import java.util.Map;
import java.util.function.BiConsumer;

/// The messages of a server, field by field as RFC 2131 table 3 has them.
///
/// What tells the client that the reply is for it, and for how long, stands in front; then what it asks for in its own
/// order.
final class Replies {
    /// T2 as a share of the lease time (RFC 2131 §4.4.5); T1 is half of it.
    private static final double REBINDING_SHARE = 0.875;

    /// What a subnet or a document has to say, by option code.
    private static final Map<Integer, BiConsumer<Question, DhcpOptions.Builder>> PARAMETERS = Map.of(
            OptionCode.ROUTER.code(),
            (question, options) -> list(OptionCode.ROUTER, question.subnet().routers(), options),
            OptionCode.DOMAIN_NAME_SERVER.code(),
            (question, options) ->
                    list(OptionCode.DOMAIN_NAME_SERVER, question.subnet().domainNameServers(), options),
            OptionCode.HOST_NAME.code(),
            (question, options) -> options.put(OptionCode.HOST_NAME, question.givenHostName()),
            OptionCode.DOMAIN_NAME.code(),
            (question, options) ->
                    options.put(OptionCode.DOMAIN_NAME, question.subnet().domainName()),
            OptionCode.BROADCAST_ADDRESS.code(),
            (question, options) ->
                    options.put(OptionCode.BROADCAST_ADDRESS, question.subnet().broadcast()));

    /// What a client is given that sends no list, in this order.
    private static final List<Integer> USUAL_ORDER = List.of(
            OptionCode.ROUTER.code(),
            OptionCode.DOMAIN_NAME_SERVER.code(),
            OptionCode.HOST_NAME.code(),
            OptionCode.DOMAIN_NAME.code(),
            OptionCode.BROADCAST_ADDRESS.code());

    private final BootChoice bootChoice;

    Replies(BootServers servers) {
        bootChoice = new BootChoice(servers);
    }

    /// {@return an offer of the address}
    DhcpMessage offer(Question question, Ip4Address address) {
        return answer(question, MessageType.DHCPOFFER, Ip4Address.ANY, address);
    }

    /// {@return the grant of the address}
    DhcpMessage ack(Question question, Ip4Address address) {
        return answer(question, MessageType.DHCPACK, question.request().ciaddr(), address);
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

    private DhcpMessage answer(Question question, MessageType type, Ip4Address ciaddr, Ip4Address yiaddr) {
        var boot = NetbootClient.of(question.request())
                .map(client -> bootChoice.answer(
                        client, question.request(), question.arrival(), question.machineId(), question.loader()))
                .orElse(BootAnswer.NONE);
        var wished = question.request().options().get(OptionCode.PARAMETER_REQUEST_LIST);
        var options = begin(question, type);
        // RFC 3011: a client that selects a subnet discards an answer that does not return its choice.
        options.put(OptionCode.SUBNET_SELECTION, question.request().options().get(OptionCode.SUBNET_SELECTION));
        var given = DhcpOptions.builder();
        if (!yiaddr.isAny()) {
            options.put(OptionCode.IP_ADDRESS_LEASE_TIME, question.subnet().leaseTime());
            renewalTimes(question, given);
        }
        given.put(OptionCode.SUBNET_MASK, question.subnet().mask());
        boot.options().asMap().forEach(given::putBytes);
        parameters(question, wished.orElse(USUAL_ORDER), given);
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

    private static void renewalTimes(Question question, DhcpOptions.Builder options) {
        var whole = question.subnet().leaseTime();
        options.put(OptionCode.RENEWAL_TIME_VALUE, whole.dividedBy(2))
                .put(OptionCode.REBINDING_TIME_VALUE, Duration.ofSeconds((long) (whole.toSeconds() * REBINDING_SHARE)));
    }

    private static void parameters(Question question, List<Integer> codes, DhcpOptions.Builder options) {
        codes.forEach(code -> PARAMETERS.getOrDefault(code, (_, _) -> {}).accept(question, options));
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

    private static <E> void list(OptionCode<List<E>> code, List<E> values, DhcpOptions.Builder options) {
        if (!values.isEmpty()) {
            options.put(code, values);
        }
    }
}
