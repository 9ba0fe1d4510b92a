package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A lease in two messages (RFC 4039).
class RapidCommitTest {
    private static final String A = "52:54:00:00:00:0a";
    private static final Extensions RAPID = new Extensions(true, Set.of());

    private final Scene scene = Scene.with(RAPID);

    @Test
    void grantsAnAddressAtOnceToWhoTakesIt() {
        assertThat(scene.told(discover(A), Scene.BROADCAST)).isEqualTo("""
                -> 192.168.77.100 at 52:54:00:00:00:0a, at most 576 bytes
                BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                yiaddr 192.168.77.100
                chaddr 52:54:00:00:00:0a
                53 DHCP_MESSAGE_TYPE = DHCPACK
                54 SERVER_IDENTIFIER = 192.168.77.1
                80 RAPID_COMMIT =\s
                51 IP_ADDRESS_LEASE_TIME = 600 s
                58 RENEWAL_TIME_VALUE = 300 s
                59 REBINDING_TIME_VALUE = 525 s
                1 SUBNET_MASK = 255.255.255.0
                3 ROUTER = 192.168.77.1
                6 DOMAIN_NAME_SERVER = 192.168.77.1
                15 DOMAIN_NAME = "rack.example"
                28 BROADCAST_ADDRESS = 192.168.77.255
                * bound 192.168.77.100 to 52540000000a in rack from 2026-11-20T12:00:00Z until 2026-11-20T12:10:00Z
                """);
    }

    @Test
    void offersWhereEitherDoesNotWantIt() {
        assertThat(new Scene().told(discover(A), Scene.BROADCAST))
                .contains("DHCPOFFER", "* offered")
                .doesNotContain("RAPID_COMMIT");
        assertThat(scene.told(Requests.discover(A), Scene.BROADCAST))
                .contains("DHCPOFFER", "* offered")
                .doesNotContain("RAPID_COMMIT");
    }

    @Test
    void aRepeatIsGrantedTheSame() {
        var first = scene.decide(discover(A), Scene.BROADCAST);

        assertThat(scene.decide(discover(A), Scene.BROADCAST)).isEqualTo(first);
        assertThat(Scene.told(scene.decide(discover(A), Scene.BROADCAST, Scene.NOON.plus(Duration.ofMinutes(5)))))
                .contains("from 2026-11-20T12:00:00Z until 2026-11-20T12:15:00Z");
    }

    @Test
    void theReservedAddressIsGrantedToo() {
        scene.machine(A, Optional.of("192.168.77.20"), Optional.empty(), Loader.AUTO);

        assertThat(scene.told(discover(A), Scene.BROADCAST)).contains("DHCPACK", "yiaddr 192.168.77.20");
    }

    @Test
    void isSilentWhereNoAddressIsFree() {
        scene.decide(discover("52:54:00:00:00:01"), Scene.BROADCAST);
        scene.decide(discover("52:54:00:00:00:02"), Scene.BROADCAST);

        assertThat(scene.told(discover(A), Scene.BROADCAST)).startsWith("silence: no-free-address");
    }

    @Test
    void anAddressInTheRequestsCiaddrIsNotAnswered() {
        var odd = Requests.of(MessageType.DHCPDISCOVER)
                .from(A)
                .ciaddr("10.1.2.3")
                .with(OptionCode.RAPID_COMMIT, Octets.EMPTY)
                .build();

        assertThat(scene.told(odd, Scene.BROADCAST)).startsWith("-> 192.168.77.100 at 52:54:00:00:00:0a,");
    }

    @Test
    void aDhcpRequestNeverHasIt() {
        var request = Requests.of(MessageType.DHCPREQUEST)
                .from(A)
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("192.168.77.100"))
                .with(OptionCode.RAPID_COMMIT, Octets.EMPTY)
                .with(OptionCode.PARAMETER_REQUEST_LIST, List.of(80, 1))
                .build();

        assertThat(scene.told(request, Scene.BROADCAST)).contains("DHCPACK").doesNotContain("RAPID_COMMIT");
    }

    @Test
    void goesThroughARelay() {
        var relayed = Requests.of(MessageType.DHCPDISCOVER)
                .from(A)
                .giaddr("10.9.0.1")
                .with(OptionCode.RAPID_COMMIT, Octets.EMPTY)
                .with(82, "010165")
                .build();
        var arrival = new Arrival("rack0", Scene.SERVER, Ip4Address.parse("10.9.0.1"), Scene.SERVER);

        assertThat(scene.told(relayed, arrival))
                .startsWith("-> relay 10.9.0.1,")
                .contains("DHCPACK", "80 RAPID_COMMIT", "82 RELAY_AGENT_INFORMATION = {1:65}", "* bound 10.9.0.100");
    }

    private static DhcpMessage discover(String mac) {
        return Requests.of(MessageType.DHCPDISCOVER)
                .from(mac)
                .with(OptionCode.RAPID_COMMIT, Octets.EMPTY)
                .build();
    }
}
