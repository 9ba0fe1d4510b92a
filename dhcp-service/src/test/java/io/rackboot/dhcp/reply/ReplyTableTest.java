package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RFC 2131 table 3, the fields and options of a server's messages, for whatever a client sends; with what later RFCs
/// say: option 61 is returned (RFC 6842), option 82 is (RFC 3046).
class ReplyTableTest {
    private static final String ADDRESS = "192.168.77.100";
    private static final List<Integer> EVERYTHING =
            IntStream.rangeClosed(1, 254).boxed().toList();

    /// A request, and its answer's type.
    record Case(String name, DhcpMessage request, Arrival arrival, MessageType answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Every kind of request that is answered, plain, through a relay, and with a list of every option and an option
    /// 61; and what real clients send.
    static Stream<Case> cases() {
        return Stream.concat(
                Stream.<UnaryOperator<Requests>>of(request -> request, ReplyTableTest::wishing)
                        .flatMap(wishes -> Stream.of(
                                        plain(
                                                "DHCPDISCOVER",
                                                Requests.of(MessageType.DHCPDISCOVER),
                                                MessageType.DHCPOFFER),
                                        plain("SELECTING", selecting(ADDRESS), MessageType.DHCPACK),
                                        plain("refused", selecting("10.1.2.3"), MessageType.DHCPNAK),
                                        plain("INIT-REBOOT", initReboot(), MessageType.DHCPACK),
                                        plain("RENEWING", renewing(), MessageType.DHCPACK),
                                        plain(
                                                "DHCPINFORM",
                                                Requests.of(MessageType.DHCPINFORM)
                                                        .ciaddr(ADDRESS),
                                                MessageType.DHCPACK))
                                .flatMap(draft -> Stream.of(draft.direct(wishes), draft.relayed(wishes)))),
                Captures.ALL.stream().flatMap(ReplyTableTest::captured));
    }

    private static Stream<Case> captured(String capture) {
        return Captures.requests(capture).stream()
                .filter(request -> request.messageType()
                        .filter(type -> type == MessageType.DHCPDISCOVER)
                        .isPresent())
                .map(request -> new Case(capture, request, Scene.BROADCAST, MessageType.DHCPOFFER));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFieldIsAsTheTableHasIt(Case one) {
        var request = one.request();
        var reply = answer(one);
        boolean refusal = one.answer() == MessageType.DHCPNAK;
        boolean inform = request.messageType().equals(Optional.of(MessageType.DHCPINFORM));
        boolean granted = one.answer() == MessageType.DHCPACK;

        assertThat(reply.op()).isEqualTo(Op.BOOTREPLY);
        assertThat(reply.chaddr()).isEqualTo(request.chaddr());
        assertThat(reply.hops()).isZero();
        assertThat(reply.xid()).isEqualTo(request.xid());
        assertThat(reply.secs()).isZero();
        assertThat(reply.ciaddr()).isEqualTo(granted ? request.ciaddr() : Ip4Address.ANY);
        assertThat(reply.yiaddr().isAny()).isEqualTo(refusal || inform);
        assertThat(reply.flags())
                .isEqualTo(refusal && request.relayed() ? DhcpMessage.BROADCAST_FLAG : request.flags());
        assertThat(reply.giaddr()).isEqualTo(request.giaddr());
        if (refusal) {
            assertThat(reply.siaddr()).isEqualTo(Ip4Address.ANY);
            assertThat(reply.sname()).isEqualTo(Octets.EMPTY);
            assertThat(reply.file()).isEqualTo(Octets.EMPTY);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyOptionIsAsTheTableHasIt(Case one) {
        var request = one.request().options();
        var reply = answer(one).options();
        boolean leased = one.answer() != MessageType.DHCPNAK
                && !one.request().messageType().equals(Optional.of(MessageType.DHCPINFORM));

        assertThat(reply.get(OptionCode.DHCP_MESSAGE_TYPE)).contains(one.answer());
        assertThat(reply.get(OptionCode.SERVER_IDENTIFIER)).contains(Scene.SERVER);
        assertThat(reply.bytes(OptionCode.CLIENT_IDENTIFIER.code()))
                .isEqualTo(request.bytes(OptionCode.CLIENT_IDENTIFIER.code()));
        assertThat(reply.bytes(OptionCode.RELAY_AGENT_INFORMATION.code()))
                .isEqualTo(request.bytes(OptionCode.RELAY_AGENT_INFORMATION.code()));
        for (var code : List.of(
                OptionCode.IP_ADDRESS_LEASE_TIME, OptionCode.RENEWAL_TIME_VALUE, OptionCode.REBINDING_TIME_VALUE)) {
            assertThat(reply.contains(code)).as(code.toString()).isEqualTo(leased);
        }
        for (var code : List.of(
                OptionCode.REQUESTED_IP_ADDRESS,
                OptionCode.PARAMETER_REQUEST_LIST,
                OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE)) {
            assertThat(reply.contains(code)).as(code.toString()).isFalse();
        }
        if (one.answer() == MessageType.DHCPNAK) {
            var allowed = new HashSet<>(Set.of(53, 54, 56));
            Stream.of(61, 82).filter(code -> request.bytes(code).isPresent()).forEach(allowed::add);
            assertThat(new HashSet<>(reply.codes())).isEqualTo(allowed);
        }
        if (request.bytes(82).isPresent()) {
            assertThat(reply.codes().getLast()).isEqualTo(82);
        }
    }

    private static DhcpMessage answer(Case one) {
        var decision = new Scene().decide(one.request(), one.arrival());
        assertThat(decision).isInstanceOf(Decision.Reply.class);
        return ((Decision.Reply) decision).message();
    }

    private static Requests selecting(String address) {
        return Requests.of(MessageType.DHCPREQUEST)
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address));
    }

    private static Requests initReboot() {
        return Requests.of(MessageType.DHCPREQUEST).with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(ADDRESS));
    }

    private static Requests renewing() {
        return Requests.of(MessageType.DHCPREQUEST).ciaddr(ADDRESS);
    }

    private static Draft plain(String name, Requests request, MessageType answer) {
        return new Draft(name, request, answer);
    }

    private static Requests wishing(Requests request) {
        return request.with(OptionCode.PARAMETER_REQUEST_LIST, EVERYTHING)
                .with(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE, 1500)
                .with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("ff01020304"));
    }

    private record Draft(String name, Requests request, MessageType answer) {
        Case direct(UnaryOperator<Requests> wishes) {
            var message = wishes.apply(request).build();
            var arrival = message.ciaddr().isAny() ? Scene.BROADCAST : Scene.unicastFrom(ADDRESS);
            return named("", message, arrival);
        }

        Case relayed(UnaryOperator<Requests> wishes) {
            request.giaddr("192.168.77.3").with(82, "0104" + "65746830");
            var arrival = new Arrival("rack0", Scene.SERVER, Ip4Address.parse("192.168.77.3"), Scene.SERVER);
            return named(", relayed", wishes.apply(request).build(), arrival);
        }

        private Case named(String how, DhcpMessage message, Arrival arrival) {
            var wishes =
                    message.options().contains(OptionCode.PARAMETER_REQUEST_LIST) ? ", wishing for everything" : "";
            return new Case(name + how + wishes, message, arrival, answer);
        }
    }
}
