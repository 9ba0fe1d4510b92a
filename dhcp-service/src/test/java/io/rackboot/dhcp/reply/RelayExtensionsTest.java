package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientIdentity;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What relays say of themselves: the port that they send from (RFC 8357), how the client spoke to them (RFC 5010), and
/// the name that they have the server take on (RFC 5107).
class RelayExtensionsTest {
    private static final Ip4Address RELAY = Ip4Address.parse("10.9.0.1");
    private static final Arrival FROM_PORT = new Arrival("rack0", Scene.SERVER, RELAY, 40_067, Scene.SERVER);
    private static final String STANDS_FOR_THE_SERVER = "0b04" + "0a090001";

    @ParameterizedTest
    @CsvSource({
        "0104 65746830 1300, relay 10.9.0.1 port 40067",
        "1300,               relay 10.9.0.1 port 40067",
        "1302 9c83,          relay 10.9.0.1 port 40067",
        "0104 65746830,      relay 10.9.0.1",
    })
    void aRelayIsAnsweredAtItsPortWhereItAsksForThat(String option82, String destination) {
        var discover = relayed(MessageType.DHCPDISCOVER, option82).build();

        assertThat(new Scene().told(discover, FROM_PORT)).startsWith("-> " + destination + ", at most");
    }

    @Test
    void aClientSpeaksForNoRelay() {
        var discover = Requests.of(MessageType.DHCPDISCOVER).with(82, "1300").build();

        assertThat(new Scene().told(discover, Scene.BROADCAST)).startsWith("-> 192.168.77.100 at ");
    }

    @Test
    void aRefusalFindsTheRelaysPortToo() {
        var request = relayed(MessageType.DHCPREQUEST, "1300")
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("192.168.77.100"))
                .build();

        assertThat(new Scene().told(request, FROM_PORT))
                .startsWith("-> relay 10.9.0.1 port 40067,")
                .contains("DHCPNAK");
    }

    @ParameterizedTest
    @CsvSource({
        // flags, what a server says that is one of several and has no record of the client
        "0a01 80, DHCPACK",
        "0a01 ff, DHCPACK",
        "0a01 00, silence: unknown-client",
        "0a01 7f, silence: unknown-client",
        "0a02 8000, silence: unknown-client",
        "'',      silence: unknown-client",
    })
    void aRenewalThroughTheRelayIsOneIfItCameByUnicast(String flags, String answer) {
        var scene = new Scene(new Conduct(false, ClientIdentity.HARDWARE_ADDRESS));
        var renewal = relayed(MessageType.DHCPREQUEST, STANDS_FOR_THE_SERVER + flags)
                .ciaddr("10.9.0.100")
                .build();

        assertThat(scene.told(renewal, FROM_PORT)).contains(answer);
    }

    @Test
    void aRelayThatStandsForTheServerSeesALeaseFromOfferToRelease() {
        var scene = new Scene();
        var offered = scene.told(
                relayed(MessageType.DHCPDISCOVER, STANDS_FOR_THE_SERVER).build(), FROM_PORT);
        var granted = scene.told(
                relayed(MessageType.DHCPREQUEST, STANDS_FOR_THE_SERVER)
                        .with(OptionCode.SERVER_IDENTIFIER, RELAY)
                        .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("10.9.0.100"))
                        .build(),
                FROM_PORT);
        var renewed = scene.told(
                relayed(MessageType.DHCPREQUEST, STANDS_FOR_THE_SERVER + "0a0180")
                        .ciaddr("10.9.0.100")
                        .build(),
                FROM_PORT);
        var released = scene.told(
                relayed(MessageType.DHCPRELEASE, STANDS_FOR_THE_SERVER)
                        .with(OptionCode.SERVER_IDENTIFIER, RELAY)
                        .ciaddr("10.9.0.100")
                        .build(),
                FROM_PORT);

        assertThat(offered).contains("DHCPOFFER", "54 SERVER_IDENTIFIER = 10.9.0.1");
        assertThat(granted).contains("DHCPACK", "54 SERVER_IDENTIFIER = 10.9.0.1");
        assertThat(renewed).contains("DHCPACK", "54 SERVER_IDENTIFIER = 10.9.0.1");
        assertThat(released).contains("silence: released", "* released 10.9.0.100");
    }

    private static Requests relayed(MessageType type, String option82) {
        return Requests.of(type).giaddr(RELAY.toString()).with(82, option82.replace(" ", ""));
    }
}
