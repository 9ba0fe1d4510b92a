package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientIdentity;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One machine whose programs send different client identifiers (RFC 2132 §9.14, 4361), or none.
class ClientIdentifiersTest {
    private static final String NONE = "";
    private static final String LEGACY = "01525400a1b2c3";
    private static final String UUID = "0044454c4c7700104a8001525400770001";
    private static final String DUID = "ff00a1b2c3" + "000200000ab11f6a8d9e2b3c4d";
    private static final String OTHER_DUID = "ff00a1b2c4" + "000200000ab11f6a8d9e2b3c4d";
    private static final List<String> PROGRAMS = List.of(UUID, LEGACY, NONE, DUID, OTHER_DUID, "00", "6d79");

    @Test
    void everyProgramIsGivenTheSameAddressAndItsOwnIdentifierBack() {
        var scene = new Scene();
        for (var program : PROGRAMS) {
            var echo = program.isEmpty() ? "" : "61 CLIENT_IDENTIFIER = " + program + "\n";
            for (var request : List.of(
                    identified(MessageType.DHCPDISCOVER, program).build(), selecting(program, "192.168.77.100"))) {
                assertThat(scene.told(request, Scene.BROADCAST)).isEqualTo("""
                        -> 192.168.77.100 at 52:54:00:a1:b2:c3, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 192.168.77.100
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = %s
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        %s51 IP_ADDRESS_LEASE_TIME = 600 s
                        58 RENEWAL_TIME_VALUE = 300 s
                        59 REBINDING_TIME_VALUE = 525 s
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 192.168.77.1
                        6 DOMAIN_NAME_SERVER = 192.168.77.1
                        15 DOMAIN_NAME = "rack.example"
                        28 BROADCAST_ADDRESS = 192.168.77.255
                        %s
                        """.formatted(
                                request.messageType().orElseThrow() == MessageType.DHCPDISCOVER
                                        ? MessageType.DHCPOFFER
                                        : MessageType.DHCPACK,
                                echo,
                                request.messageType().orElseThrow() == MessageType.DHCPDISCOVER
                                        ? "* offered 192.168.77.100 to 525400a1b2c3 until 2026-11-20T12:01:00Z"
                                        : "* bound 192.168.77.100 to 525400a1b2c3 in rack from 2026-11-20T12:00:00Z"
                                                + " until 2026-11-20T12:10:00Z"));
            }
        }
    }

    @Test
    void aRefusalReturnsTheIdentifierToo() {
        assertThat(new Scene().told(selecting(DUID, "192.168.77.50"), Scene.BROADCAST))
                .isEqualTo("""
                        -> broadcast, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = DHCPNAK
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        61 CLIENT_IDENTIFIER = %s
                        56 MESSAGE = "192.168.77.50 is in no range of subnet rack"
                        * offer to 525400a1b2c3 withdrawn
                        """.formatted(DUID));
    }

    @Test
    void identifiersTellClientsBehindOneHardwareAddressApartWhereConfigured() {
        var scene = new Scene(
                List.of(SharedNetwork.of(Scene.RACK), SharedNetwork.of(Scene.FAR)),
                new Conduct(true, ClientIdentity.CLIENT_IDENTIFIER),
                BootServers.SAME_HOST);

        for (var program : List.of(NONE, LEGACY)) {
            assertThat(scene.told(selecting(program, "192.168.77.100"), Scene.BROADCAST))
                    .contains("DHCPACK", "* bound 192.168.77.100 to 525400a1b2c3 in rack");
        }
        assertThat(scene.told(selecting(DUID, "192.168.77.100"), Scene.BROADCAST))
                .contains("DHCPNAK", "192.168.77.100 is held by another client");
        assertThat(scene.told(selecting(DUID, "192.168.77.101"), Scene.BROADCAST))
                .contains("DHCPACK", "* bound 192.168.77.101 to id-" + DUID + " in rack");
        assertThat(scene.told(identified(MessageType.DHCPDISCOVER, OTHER_DUID).build(), Scene.BROADCAST))
                .startsWith("silence: no-free-address");
    }

    private static DhcpMessage selecting(String identifier, String address) {
        return identified(MessageType.DHCPREQUEST, identifier)
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address))
                .build();
    }

    private static Requests identified(MessageType type, String identifier) {
        var request = Requests.of(type);
        return identifier.isEmpty() ? request : request.with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex(identifier));
    }
}
