package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two subnets on one link: east with one address, west with two.
class SharedNetworkTest {
    private static final String A = "52:54:00:00:00:0a";
    private static final String B = "52:54:00:00:00:0b";
    private static final String C = "52:54:00:00:00:0c";
    private static final String D = "52:54:00:00:00:0d";

    private static final Subnet EAST = subnet("east", "10.1.0.", "10.1.0.100", Duration.ofMinutes(10));
    private static final Subnet WEST = subnet("west", "10.2.0.", "10.2.0.100-10.2.0.101", Duration.ofHours(1));
    private static final Arrival BROADCAST =
            new Arrival("hall0", Ip4Address.parse("10.1.0.1"), Ip4Address.ANY, Ip4Address.BROADCAST);

    private final Scene scene = new Scene(
            List.of(new SharedNetwork("hall", List.of(EAST, WEST)), SharedNetwork.of(Scene.FAR)),
            Conduct.RACK,
            BootServers.SAME_HOST);

    @Test
    void usesUpOnePoolAfterTheOther() {
        assertThat(told(Requests.discover(A))).contains("yiaddr 10.1.0.100\n", "3 ROUTER = 10.1.0.1\n");
        assertThat(told(Requests.discover(B))).isEqualTo("""
                        -> 10.2.0.100 at 52:54:00:00:00:0b, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 10.2.0.100
                        chaddr 52:54:00:00:00:0b
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 10.1.0.1
                        51 IP_ADDRESS_LEASE_TIME = 3600 s
                        58 RENEWAL_TIME_VALUE = 1800 s
                        59 REBINDING_TIME_VALUE = 3150 s
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 10.2.0.1
                        28 BROADCAST_ADDRESS = 10.2.0.255
                        * offered 10.2.0.100 to 52540000000b until 2026-11-20T12:01:00Z
                        """);
        assertThat(told(Requests.discover(C))).contains("yiaddr 10.2.0.101\n");
        assertThat(told(Requests.discover(D)))
                .isEqualTo("silence: no-free-address (all 1 addresses of subnet east are in use; "
                        + "all 2 addresses of subnet west are in use)\n");
    }

    @Test
    void offersTheSameAddressAgainThoughAnEarlierPoolHasRoomSince() {
        told(Requests.discover(A));
        told(Requests.discover(B));
        told(Requests.of(MessageType.DHCPREQUEST)
                .from(A)
                .with(OptionCode.SERVER_IDENTIFIER, Ip4Address.parse("10.1.0.2"))
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("10.1.0.9"))
                .build());

        assertThat(told(Requests.discover(B))).contains("yiaddr 10.2.0.100\n");
        assertThat(told(Requests.discover(C))).contains("yiaddr 10.1.0.100\n");
    }

    @Test
    void anOfferInOneSubnetLapsesWhenTheClientTakesAnAddressOfAnother() {
        assertThat(told(Requests.discover(A))).contains("yiaddr 10.1.0.100\n");

        assertThat(told(selecting(A, "10.2.0.101"))).endsWith("""
                        * offer to 52540000000a withdrawn
                        * bound 10.2.0.101 to 52540000000a in west from 2026-11-20T12:00:00Z until 2026-11-20T13:00:00Z
                        """);

        assertThat(told(Requests.discover(B))).contains("yiaddr 10.1.0.100\n");
    }

    @Test
    void grantsAnAddressOfEachSubnet() {
        assertThat(told(selecting(A, "10.1.0.100"))).contains("DHCPACK", "* bound 10.1.0.100 to 52540000000a in east");
        assertThat(told(selecting(B, "10.2.0.101"))).isEqualTo("""
                        -> 10.2.0.101 at 52:54:00:00:00:0b, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 10.2.0.101
                        chaddr 52:54:00:00:00:0b
                        53 DHCP_MESSAGE_TYPE = DHCPACK
                        54 SERVER_IDENTIFIER = 10.1.0.1
                        51 IP_ADDRESS_LEASE_TIME = 3600 s
                        58 RENEWAL_TIME_VALUE = 1800 s
                        59 REBINDING_TIME_VALUE = 3150 s
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 10.2.0.1
                        28 BROADCAST_ADDRESS = 10.2.0.255
                        * bound 10.2.0.101 to 52540000000b in west from 2026-11-20T12:00:00Z until 2026-11-20T13:00:00Z
                        """);
    }

    @Test
    void keepsAClientWhereItWas() {
        told(selecting(A, "10.2.0.101"));
        assertThat(told(Requests.discover(A))).contains("yiaddr 10.2.0.101\n");

        told(Requests.of(MessageType.DHCPRELEASE).from(A).ciaddr("10.2.0.101").build());
        assertThat(told(Requests.discover(A))).contains("yiaddr 10.2.0.101\n");
        assertThat(told(initReboot(A, "10.2.0.101"))).contains("DHCPACK", "yiaddr 10.2.0.101\n");
    }

    @Test
    void offersTheAddressThatIsAskedForWhereverItLies() {
        var discover = Requests.of(MessageType.DHCPDISCOVER)
                .from(A)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("10.2.0.101"))
                .build();

        assertThat(told(discover)).contains("yiaddr 10.2.0.101\n");
    }

    @Test
    void movesAMachineToTheAddressReservedForItAndTakesBackTheOther() {
        told(selecting(A, "10.1.0.100"));
        scene.machine(A, Optional.of("10.2.0.20"), Optional.empty(), Loader.AUTO);

        assertThat(told(initReboot(A, "10.1.0.100"))).isEqualTo("""
                        -> broadcast, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        chaddr 52:54:00:00:00:0a
                        53 DHCP_MESSAGE_TYPE = DHCPNAK
                        54 SERVER_IDENTIFIER = 10.1.0.1
                        56 MESSAGE = "10.2.0.20 is reserved for the client, which asks for 10.1.0.100"
                        * offer to 52540000000a withdrawn
                        """);
        assertThat(told(Requests.discover(A))).contains("yiaddr 10.2.0.20\n");
        assertThat(told(selecting(A, "10.2.0.20"))).endsWith("""
                        * released 10.1.0.100 by 52540000000a
                        * bound 10.2.0.20 to 52540000000a in west from 2026-11-20T12:00:00Z until 2026-11-20T13:00:00Z
                        """);
        assertThat(told(Requests.discover(B))).contains("yiaddr 10.1.0.100\n");
    }

    @Test
    void leavesAMachineWhereItIsWhileAnotherHoldsItsReservedAddress() {
        told(selecting(B, "10.2.0.100"));
        scene.machine(A, Optional.of("10.2.0.100"), Optional.empty(), Loader.AUTO);

        assertThat(told(selecting(A, "10.1.0.100"))).contains("DHCPACK", "yiaddr 10.1.0.100\n");
    }

    @Test
    void refusesAnAddressOfAnotherLink() {
        assertThat(told(initReboot(A, "10.9.0.100"))).contains("DHCPNAK", "10.9.0.100 is not in network hall");
    }

    @Test
    void offersAnAddressOfEitherSubnetThroughARelayInOne() {
        var relayed =
                Requests.of(MessageType.DHCPDISCOVER).from(A).giaddr("10.2.0.1").build();
        var selected = Requests.of(MessageType.DHCPDISCOVER)
                .from(B)
                .giaddr("10.9.0.1")
                .with(82, "0504" + "0a010000")
                .build();
        var arrival = new Arrival(
                "far0", Ip4Address.parse("172.16.0.1"), Ip4Address.parse("10.2.0.1"), Ip4Address.parse("172.16.0.1"));

        assertThat(scene.told(relayed, arrival))
                .startsWith("-> relay 10.2.0.1,")
                .contains("yiaddr 10.1.0.100\n");
        assertThat(scene.told(selected, arrival))
                .startsWith("-> relay 10.9.0.1,")
                .contains("yiaddr 10.2.0.100\n");
    }

    @Test
    void informsWithTheParametersOfTheSendersSubnet() {
        var inform =
                Requests.of(MessageType.DHCPINFORM).from(A).ciaddr("10.2.0.7").build();

        assertThat(told(inform)).startsWith("-> client 10.2.0.7,").contains("3 ROUTER = 10.2.0.1\n");
    }

    private static Subnet subnet(String name, String prefix, String range, Duration leaseTime) {
        return new Subnet(
                name,
                Ip4Address.parse(prefix + "0"),
                24,
                List.of(Range.parse(range)),
                List.of(Ip4Address.parse(prefix + "1")),
                List.of(),
                Optional.empty(),
                leaseTime);
    }

    private static DhcpMessage selecting(String mac, String address) {
        return Requests.of(MessageType.DHCPREQUEST)
                .from(mac)
                .with(OptionCode.SERVER_IDENTIFIER, Ip4Address.parse("10.1.0.1"))
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address))
                .build();
    }

    private static DhcpMessage initReboot(String mac, String address) {
        return Requests.of(MessageType.DHCPREQUEST)
                .from(mac)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address))
                .build();
    }

    private String told(DhcpMessage request) {
        return scene.told(request, BROADCAST);
    }
}
