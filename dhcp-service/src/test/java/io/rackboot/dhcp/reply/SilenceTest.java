package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MalformedMessageException;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// What is not answered, and what is no message at all.
class SilenceTest {
    static final List<String> CAPTURES = Captures.ALL;

    private final Scene scene = new Scene();

    @Test
    void isSilentToReplies() {
        var reply = Captures.dhcp("client-dhclient").stream()
                .map(datagram -> DhcpReader.read(datagram.payload()))
                .filter(message -> message.op() == Op.BOOTREPLY)
                .findFirst()
                .orElseThrow();

        assertThat(scene.told(reply, Scene.BROADCAST)).isEqualTo("silence: not-a-request (op is BOOTREPLY)\n");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DHCPDISCOVER", "DHCPREQUEST", "DHCPDECLINE", "DHCPRELEASE", "DHCPINFORM", "DHCPLEASEQUERY"})
    void isSilentToWhatNoClientSendsToAServer(MessageType type) {
        assertThat(scene.told(Requests.of(type).build(), Scene.BROADCAST))
                .isEqualTo("silence: unanswered-type (" + type + " is not answered)\n");
    }

    @Test
    void isSilentToWhoNamesItselfInNoWay() {
        var infiniBand = new HardwareAddress(32, Octets.EMPTY);

        assertThat(scene.told(
                        Requests.of(MessageType.DHCPDISCOVER).from(infiniBand).build(), Scene.BROADCAST))
                .isEqualTo(
                        "silence: no-client-identity (DHCPDISCOVER without hardware address and client identifier)\n");
        assertThat(scene.told(
                        Requests.of(MessageType.DHCPDISCOVER)
                                .from(infiniBand)
                                .broadcast()
                                .with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("ff00112233"))
                                .build(),
                        Scene.BROADCAST))
                .startsWith("-> broadcast,")
                .contains("offered 192.168.77.100 to id-ff00112233");
    }

    @Test
    void isSilentOnAnInterfaceWithoutSubnet() {
        var elsewhere = new Arrival("lab0", Ip4Address.parse("172.16.0.1"), Ip4Address.ANY, Ip4Address.BROADCAST);

        assertThat(scene.told(Requests.discover(Requests.MAC), elsewhere))
                .isEqualTo("silence: no-subnet (no subnet is configured for interface lab0 with address 172.16.0.1)\n");
    }

    @Test
    void isSilentToARequestForNothing() {
        assertThat(scene.told(Requests.of(MessageType.DHCPREQUEST).build(), Scene.BROADCAST))
                .isEqualTo("silence: incomplete-request (DHCPREQUEST with neither option 50 nor ciaddr)\n");
    }

    @Test
    void leavesOtherServersLeasesToThem() {
        for (var type : List.of(MessageType.DHCPRELEASE, MessageType.DHCPDECLINE)) {
            var request = Requests.of(type)
                    .ciaddr("192.168.77.100")
                    .with(OptionCode.SERVER_IDENTIFIER, Ip4Address.parse("192.168.77.2"))
                    .build();

            assertThat(scene.told(request, Scene.BROADCAST)).startsWith("silence: other-server (");
        }
    }

    @Test
    void hasAStableWordForEachReason() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::text))
                .containsExactly(
                        "released",
                        "declined",
                        "other-server",
                        "not-leased",
                        "unknown-client",
                        "not-a-request",
                        "unanswered-type",
                        "no-boot-client",
                        "bootp",
                        "no-client-identity",
                        "no-subnet",
                        "unknown-machine",
                        "no-free-address",
                        "incomplete-request",
                        "lease-query-refused");
        assertThat(Arrays.stream(Reason.values()).filter(Reason::isRefusal).map(Reason::text))
                .containsExactly(
                        "declined",
                        "bootp",
                        "no-client-identity",
                        "no-subnet",
                        "unknown-machine",
                        "no-free-address",
                        "incomplete-request",
                        "lease-query-refused");
    }

    @Test
    void callsAnOptionOfTheWrongFormMalformed() {
        var request = Requests.of(MessageType.DHCPREQUEST).with(50, "c0a84d").build();

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> scene.decide(request, Scene.BROADCAST))
                .withMessage("option 50 REQUESTED_IP_ADDRESS at byte 0: 3 bytes are too few for an address");
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void decidesEveryDamagedRequestOrCallsItMalformed(String capture) {
        var payloads = Set.copyOf(Captures.dhcp(capture).stream()
                .filter(datagram -> datagram.destinationPort() == 67)
                .map(Captures.Datagram::payload)
                .toList());
        int decided = 0;
        for (var payload : payloads) {
            var bytes = payload.toByteArray();
            for (int at = 0; at < bytes.length; at++) {
                byte original = bytes[at];
                for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 0xff}) {
                    bytes[at] = (byte) (original ^ flip);
                    decided += isDecided(Octets.of(bytes)) ? 1 : 0;
                }
                bytes[at] = original;
            }
        }
        assertThat(decided).isPositive();
    }

    private boolean isDecided(Octets datagram) {
        try {
            var request = DhcpReader.read(datagram);
            return !Scene.told(scene.decide(request, Scene.BROADCAST)).isEmpty();
        } catch (MalformedMessageException _) {
            return false;
        }
    }
}
