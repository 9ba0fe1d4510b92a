package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientIdentity;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// DHCPREQUEST in each state of a client (RFC 2131 §4.3.2), whatever is on record of it and of the address, from a
/// server that has the network to itself and from one of several.
class RequestStatesTest {
    private static final String A = "52:54:00:00:00:0a";
    private static final String B = "52:54:00:00:00:0b";
    private static final String ADDRESS = "192.168.77.100";

    private enum State {
        SELECTING,
        INIT_REBOOT,
        RENEWING,
        REBINDING
    }

    private enum Recorded {
        NOTHING,
        HELD,
        FORMER,
        OTHERS
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // state | on record | address | authoritative | one of several
                "SELECTING   | NOTHING | 192.168.77.100 | DHCPACK | DHCPACK",
                "SELECTING   | HELD    | 192.168.77.100 | DHCPACK | DHCPACK",
                "SELECTING   | FORMER  | 192.168.77.100 | DHCPACK | DHCPACK",
                "SELECTING   | OTHERS  | 192.168.77.100 | DHCPNAK held | DHCPNAK held",
                "SELECTING   | NOTHING | 192.168.77.50  | DHCPNAK range | DHCPNAK range",
                "SELECTING   | HELD    | 192.168.77.50  | DHCPNAK range | DHCPNAK range",
                "SELECTING   | NOTHING | 10.1.2.3       | DHCPNAK network | DHCPNAK network",
                "INIT_REBOOT | NOTHING | 192.168.77.100 | DHCPACK | silence",
                "INIT_REBOOT | HELD    | 192.168.77.100 | DHCPACK | DHCPACK",
                "INIT_REBOOT | FORMER  | 192.168.77.100 | DHCPACK | DHCPACK",
                "INIT_REBOOT | OTHERS  | 192.168.77.100 | DHCPNAK held | silence",
                "INIT_REBOOT | NOTHING | 192.168.77.50  | DHCPNAK range | silence",
                "INIT_REBOOT | HELD    | 192.168.77.50  | DHCPNAK range | DHCPNAK range",
                "INIT_REBOOT | NOTHING | 10.1.2.3       | DHCPNAK network | silence",
                "INIT_REBOOT | HELD    | 10.1.2.3       | DHCPNAK network | DHCPNAK network",
                "INIT_REBOOT | FORMER  | 10.1.2.3       | DHCPNAK network | DHCPNAK network",
                "RENEWING    | NOTHING | 192.168.77.100 | DHCPACK | DHCPACK",
                "RENEWING    | HELD    | 192.168.77.100 | DHCPACK | DHCPACK",
                "RENEWING    | FORMER  | 192.168.77.100 | DHCPACK | DHCPACK",
                "RENEWING    | OTHERS  | 192.168.77.100 | DHCPNAK held | DHCPNAK held",
                "RENEWING    | NOTHING | 192.168.77.50  | DHCPNAK range | DHCPNAK range",
                "RENEWING    | NOTHING | 10.1.2.3       | DHCPNAK network | DHCPNAK network",
                "REBINDING   | NOTHING | 192.168.77.100 | DHCPACK | silence",
                "REBINDING   | HELD    | 192.168.77.100 | DHCPACK | DHCPACK",
                "REBINDING   | FORMER  | 192.168.77.100 | DHCPACK | DHCPACK",
                "REBINDING   | OTHERS  | 192.168.77.100 | DHCPNAK held | silence",
                "REBINDING   | NOTHING | 192.168.77.50  | DHCPNAK range | silence",
                "REBINDING   | HELD    | 192.168.77.50  | DHCPNAK range | DHCPNAK range",
                "REBINDING   | NOTHING | 10.1.2.3       | DHCPNAK network | silence",
                "REBINDING   | HELD    | 10.1.2.3       | DHCPNAK network | DHCPNAK network",
            })
    void answersByStateAndRecord(State state, Recorded recorded, String address, String alone, String several) {
        var oneOfSeveral = new Conduct(false, ClientIdentity.HARDWARE_ADDRESS);

        assertThat(answer(Conduct.RACK, state, recorded, address)).isEqualTo(expected(alone, state, address));
        assertThat(answer(oneOfSeveral, state, recorded, address)).isEqualTo(expected(several, state, address));
    }

    @Test
    void leavesTheAddressOfAnUnknownClientToItsServer() {
        var scene = new Scene(new Conduct(false, ClientIdentity.HARDWARE_ADDRESS));

        assertThat(scene.told(request(State.INIT_REBOOT, "10.1.2.3"), Scene.BROADCAST))
                .isEqualTo("silence: unknown-client (no record of 52540000000a, which asks for 10.1.2.3)\n");
    }

    private static String answer(Conduct conduct, State state, Recorded recorded, String address) {
        var scene = new Scene(conduct);
        record(scene, recorded);
        var decision = scene.decide(request(state, address), arrival(state, address));
        return switch (decision) {
            case Decision.Silence silence -> silence.reason().text();
            case Decision.Reply reply -> {
                var message = reply.message();
                yield message.messageType().orElseThrow()
                        + message.options()
                                .get(OptionCode.MESSAGE)
                                .map(" "::concat)
                                .orElseGet(() -> " " + message.yiaddr() + " ciaddr " + message.ciaddr())
                        + " -> " + reply.destination();
            }
        };
    }

    private static String expected(String word, State state, String address) {
        var refused = " -> " + new ReplyDestination.Broadcast();
        return switch (word) {
            case "silence" -> "unknown-client";
            case "DHCPACK" -> "DHCPACK " + address + granted(state, Ip4Address.parse(address));
            case "DHCPNAK held" -> "DHCPNAK " + address + " is held by another client or in quarantine" + refused;
            case "DHCPNAK range" -> "DHCPNAK " + address + " is in no range of subnet rack" + refused;
            case "DHCPNAK network" -> "DHCPNAK " + address + " is not in network rack" + refused;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static String granted(State state, Ip4Address address) {
        return switch (state) {
            case SELECTING, INIT_REBOOT ->
                " ciaddr 0.0.0.0 -> "
                        + new ReplyDestination.ToHardware(
                                address,
                                Requests.of(MessageType.DHCPREQUEST)
                                        .from(A)
                                        .build()
                                        .chaddr());
            case RENEWING, REBINDING -> " ciaddr " + address + " -> " + new ReplyDestination.ToClient(address);
        };
    }

    private static void record(Scene scene, Recorded recorded) {
        switch (recorded) {
            case NOTHING -> {}
            case HELD -> scene.decide(Requests.selecting(A, ADDRESS), Scene.BROADCAST);
            case FORMER -> {
                scene.decide(Requests.selecting(A, ADDRESS), Scene.BROADCAST);
                var release = Requests.of(MessageType.DHCPRELEASE)
                        .from(A)
                        .ciaddr(ADDRESS)
                        .build();
                scene.decide(release, Scene.unicastFrom(ADDRESS));
            }
            case OTHERS -> scene.decide(Requests.selecting(B, ADDRESS), Scene.BROADCAST);
        }
    }

    private static DhcpMessage request(State state, String address) {
        return switch (state) {
            case SELECTING -> Requests.selecting(A, address);
            case INIT_REBOOT ->
                Requests.of(MessageType.DHCPREQUEST)
                        .from(A)
                        .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address))
                        .build();
            case RENEWING, REBINDING ->
                Requests.of(MessageType.DHCPREQUEST).from(A).ciaddr(address).build();
        };
    }

    private static Arrival arrival(State state, String address) {
        return switch (state) {
            case SELECTING, INIT_REBOOT -> Scene.BROADCAST;
            case RENEWING -> Scene.unicastFrom(address);
            case REBINDING -> new Arrival("rack0", Scene.SERVER, Ip4Address.parse(address), Ip4Address.BROADCAST);
        };
    }
}
