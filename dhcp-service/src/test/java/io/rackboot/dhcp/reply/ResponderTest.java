package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests and states on one network, each with the complete decision.
class ResponderTest {
    private static final String A = "52:54:00:00:00:0a";
    private static final String B = "52:54:00:00:00:0b";
    private static final String C = "52:54:00:00:00:0c";

    private final Scene scene = new Scene();

    @Test
    void offersAnAddressWithTheUsualParametersToWhoAsksForNone() {
        assertThat(told(Requests.discover(A))).isEqualTo("""
                        -> 192.168.77.100 at 52:54:00:00:00:0a, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 192.168.77.100
                        chaddr 52:54:00:00:00:0a
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        51 IP_ADDRESS_LEASE_TIME = 600 s
                        58 RENEWAL_TIME_VALUE = 300 s
                        59 REBINDING_TIME_VALUE = 525 s
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 192.168.77.1
                        6 DOMAIN_NAME_SERVER = 192.168.77.1
                        15 DOMAIN_NAME = "rack.example"
                        28 BROADCAST_ADDRESS = 192.168.77.255
                        * offered 192.168.77.100 to 52540000000a until 2026-11-20T12:01:00Z
                        """);
    }

    @Test
    void offersTheReservedAddressAndNameInTheOrderAskedFor() {
        scene.machine(A, Optional.of("192.168.77.20"), Optional.of("node-a"), Loader.AUTO);
        var discover = Requests.of(MessageType.DHCPDISCOVER)
                .from(A)
                .broadcast()
                .with(OptionCode.PARAMETER_REQUEST_LIST, List.of(28, 3, 1, 12, 99, 3))
                .with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("ff01020304"))
                .with(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE, 1400)
                .build();

        assertThat(told(discover)).isEqualTo("""
                        -> broadcast, at most 1400 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=8000 (broadcast)
                        yiaddr 192.168.77.20
                        chaddr 52:54:00:00:00:0a
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        61 CLIENT_IDENTIFIER = ff01020304
                        51 IP_ADDRESS_LEASE_TIME = 600 s
                        28 BROADCAST_ADDRESS = 192.168.77.255
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 192.168.77.1
                        12 HOST_NAME = "node-a"
                        58 RENEWAL_TIME_VALUE = 300 s
                        59 REBINDING_TIME_VALUE = 525 s
                        * offered 192.168.77.20 to 52540000000a until 2026-11-20T12:01:00Z
                        """);
    }

    @Test
    void answersARomInTheOrderItAsksFor() {
        var discover = Requests.of(MessageType.DHCPDISCOVER)
                .from(A)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                .with(OptionCode.PARAMETER_REQUEST_LIST, List.of(67, 54, 15, 59, 6, 43, 58, 1, 51, 66, 200))
                .build();

        assertThat(told(discover)).isEqualTo("""
                        -> 192.168.77.100 at 52:54:00:00:00:0a, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 192.168.77.100
                        siaddr 192.168.77.1
                        chaddr 52:54:00:00:00:0a
                        file "52540000000a/snponly.efi"
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        51 IP_ADDRESS_LEASE_TIME = 600 s
                        67 BOOTFILE_NAME = "52540000000a/snponly.efi"
                        15 DOMAIN_NAME = "rack.example"
                        59 REBINDING_TIME_VALUE = 525 s
                        6 DOMAIN_NAME_SERVER = 192.168.77.1
                        43 VENDOR_SPECIFIC_INFORMATION = {6:08}
                        58 RENEWAL_TIME_VALUE = 300 s
                        1 SUBNET_MASK = 255.255.255.0
                        66 TFTP_SERVER_NAME = "192.168.77.1"
                        60 VENDOR_CLASS_IDENTIFIER = "PXEClient"
                        * offered 192.168.77.100 to 52540000000a until 2026-11-20T12:01:00Z
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "30,         15,         26",
        "45,         22,         39",
        "600,        300,        525",
        "3600,       1800,       3150",
        "4294967294, 2147483647, 3758096382",
    })
    void namesHalfAndSevenEighthsOfTheTimeForRenewal(long lease, long t1, long t2) {
        var subnet = new Subnet(
                "rack",
                Scene.RACK.network(),
                24,
                Scene.RACK.ranges(),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(lease));
        var offered = new Scene(List.of(SharedNetwork.of(subnet)), Conduct.RACK, BootServers.SAME_HOST)
                .told(Requests.discover(A), Scene.BROADCAST);

        assertThat(offered)
                .contains("51 IP_ADDRESS_LEASE_TIME = " + lease + " s\n58 RENEWAL_TIME_VALUE = " + t1
                        + " s\n59 REBINDING_TIME_VALUE = " + t2 + " s\n1 SUBNET_MASK");
    }

    @Test
    void isSilentWhenEveryAddressIsTaken() {
        lease(A, "192.168.77.100");
        lease(B, "192.168.77.101");

        assertThat(told(Requests.discover(C)))
                .isEqualTo("silence: no-free-address (all 2 addresses of subnet rack are in use)\n");
    }

    @Test
    void grantsWhatItOffered() {
        scene.decide(Requests.discover(A), Scene.BROADCAST);

        assertThat(told(Requests.selecting(A, "192.168.77.100"))).isEqualTo("""
                        -> 192.168.77.100 at 52:54:00:00:00:0a, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 192.168.77.100
                        chaddr 52:54:00:00:00:0a
                        53 DHCP_MESSAGE_TYPE = DHCPACK
                        54 SERVER_IDENTIFIER = 192.168.77.1
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
    void grantsARepeatedRequestOnceMore() {
        scene.decide(Requests.discover(A), Scene.BROADCAST);
        var first = scene.decide(Requests.selecting(A, "192.168.77.100"), Scene.BROADCAST);

        var second = scene.decide(Requests.selecting(A, "192.168.77.100"), Scene.BROADCAST);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void refusesAnAddressThatAnotherClientHolds() {
        lease(A, "192.168.77.100");

        assertThat(told(Requests.selecting(B, "192.168.77.100"))).isEqualTo("""
                        -> broadcast, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        chaddr 52:54:00:00:00:0b
                        53 DHCP_MESSAGE_TYPE = DHCPNAK
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        56 MESSAGE = "192.168.77.100 is held by another client or in quarantine"
                        * offer to 52540000000b withdrawn
                        """);
    }

    @Test
    void freesItsOfferWhenTheClientTakesAnothers() {
        scene.decide(Requests.discover(A), Scene.BROADCAST);
        var others = Requests.of(MessageType.DHCPREQUEST)
                .from(A)
                .with(OptionCode.SERVER_IDENTIFIER, Ip4Address.parse("192.168.77.2"))
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("192.168.77.100"))
                .build();

        assertThat(told(others)).isEqualTo("""
                        silence: other-server (the client took another server's offer)
                        * offer to 52540000000a withdrawn
                        """);
    }

    @Test
    void confirmsTheOldAddressOfAClientItKnows() {
        lease(A, "192.168.77.100");
        var later = Scene.NOON.plus(Duration.ofMinutes(5));

        var decision = scene.decide(initReboot(A, "192.168.77.100"), Scene.BROADCAST, later);

        assertThat(Scene.told(decision))
                .contains("DHCPACK", "yiaddr 192.168.77.100")
                .contains("from 2026-11-20T12:00:00Z until 2026-11-20T12:15:00Z");
    }

    @Test
    void refusesARebootingClientFromAnotherNetwork() {
        assertThat(told(initReboot(A, "10.1.2.3"))).isEqualTo("""
                        -> broadcast, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        chaddr 52:54:00:00:00:0a
                        53 DHCP_MESSAGE_TYPE = DHCPNAK
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        56 MESSAGE = "10.1.2.3 is not in network rack"
                        * offer to 52540000000a withdrawn
                        """);
    }

    @Test
    void movesARebootingMachineToTheAddressReservedForItSince() {
        lease(A, "192.168.77.100");
        scene.machine(A, Optional.of("192.168.77.20"), Optional.empty(), Loader.AUTO);

        assertThat(told(initReboot(A, "192.168.77.100")))
                .contains("DHCPNAK", "192.168.77.20 is reserved for the client, which asks for 192.168.77.100");
        assertThat(told(initReboot(A, "192.168.77.20"))).contains("DHCPACK", "yiaddr 192.168.77.20");
    }

    @Test
    void renewsByUnicast() {
        lease(A, "192.168.77.100");
        var later = Scene.NOON.plus(Duration.ofMinutes(5));

        var decision = scene.decide(renewing(A, "192.168.77.100"), Scene.unicastFrom("192.168.77.100"), later);

        assertThat(Scene.told(decision))
                .startsWith("-> client 192.168.77.100,")
                .contains("ciaddr 192.168.77.100\nyiaddr 192.168.77.100\n")
                .contains("DHCPACK")
                .contains("from 2026-11-20T12:00:00Z until 2026-11-20T12:15:00Z");
    }

    @Test
    void renewsAClientBehindRoutersByItsOwnSubnet() {
        var renewing = renewing(A, "10.9.0.100");

        assertThat(scene.told(renewing, Scene.unicastFrom("10.9.0.100")))
                .startsWith("-> client 10.9.0.100,")
                .contains("3 ROUTER = 10.9.0.1", "bound 10.9.0.100 to 52540000000a in far");
    }

    @Test
    void refusesARebindingClientThatHasMoved() {
        assertThat(told(renewing(A, "10.9.0.100")))
                .startsWith("-> broadcast,")
                .contains("DHCPNAK", "10.9.0.100 is not in network rack");
    }

    @Test
    void freesWhatIsReleasedAndIsCalmAboutTheSecondCopy() {
        lease(A, "192.168.77.100");
        var release = Requests.of(MessageType.DHCPRELEASE)
                .from(A)
                .ciaddr("192.168.77.100")
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .build();

        assertThat(scene.told(release, Scene.unicastFrom("192.168.77.100"))).isEqualTo("""
                        silence: released (192.168.77.100 released)
                        * released 192.168.77.100 by 52540000000a
                        """);
        assertThat(scene.told(release, Scene.unicastFrom("192.168.77.100")))
                .isEqualTo("silence: not-leased (DHCPRELEASE of 192.168.77.100, which 52540000000a does not hold)\n");
    }

    @Test
    void freesWhatIsReleasedToAnotherAddressOfThisServer() {
        lease(A, "192.168.77.100");
        var release = Requests.of(MessageType.DHCPRELEASE)
                .from(A)
                .ciaddr("192.168.77.100")
                .with(OptionCode.SERVER_IDENTIFIER, Ip4Address.parse("10.9.0.2"))
                .build();
        var routed =
                new Arrival("rack0", Scene.SERVER, Ip4Address.parse("192.168.77.100"), Ip4Address.parse("10.9.0.2"));

        assertThat(scene.told(release, routed)).isEqualTo("""
                        silence: released (192.168.77.100 released)
                        * released 192.168.77.100 by 52540000000a
                        """);
    }

    @Test
    void releasesNothingThatAnotherClientHolds() {
        lease(A, "192.168.77.100");
        var release = Requests.of(MessageType.DHCPRELEASE)
                .from(B)
                .ciaddr("192.168.77.100")
                .build();

        assertThat(told(release))
                .isEqualTo("silence: not-leased (DHCPRELEASE of 192.168.77.100, which 52540000000b does not hold)\n");
    }

    @Test
    void keepsADeclinedAddressBack() {
        lease(A, "192.168.77.100");
        var decline = Requests.of(MessageType.DHCPDECLINE)
                .from(A)
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("192.168.77.100"))
                .build();

        assertThat(told(decline)).isEqualTo("""
                        silence: declined (192.168.77.100 is in use by another host)
                        * declined 192.168.77.100 by 52540000000a until 2026-11-20T13:00:00Z
                        """);
        assertThat(told(Requests.discover(A))).contains("yiaddr 192.168.77.101");
    }

    @Test
    void informsWithoutLeasing() {
        var inform = Requests.of(MessageType.DHCPINFORM)
                .from(A)
                .ciaddr("192.168.77.50")
                .build();

        var told = """
                -> client 192.168.77.50, at most 576 bytes
                BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                ciaddr 192.168.77.50
                chaddr 52:54:00:00:00:0a
                53 DHCP_MESSAGE_TYPE = DHCPACK
                54 SERVER_IDENTIFIER = 192.168.77.1
                1 SUBNET_MASK = 255.255.255.0
                3 ROUTER = 192.168.77.1
                6 DOMAIN_NAME_SERVER = 192.168.77.1
                15 DOMAIN_NAME = "rack.example"
                28 BROADCAST_ADDRESS = 192.168.77.255
                """;
        assertThat(told(inform)).isEqualTo(told);

        var withoutCiaddr = Requests.of(MessageType.DHCPINFORM).from(A).build();
        assertThat(scene.told(withoutCiaddr, Scene.unicastFrom("192.168.77.50")))
                .isEqualTo(told);
        assertThat(told(withoutCiaddr))
                .isEqualTo("silence: incomplete-request (DHCPINFORM without an address to answer to)\n");
    }

    @Test
    void recordsAHostNameOnlyIfItIsOne() {
        for (var name : List.of("node 7", "-x", "x\n", "", "x".repeat(254), "a..b")) {
            assertThat(told(named(name))).as(name).endsWith("until 2026-11-20T12:10:00Z\n");
        }
        assertThat(told(named("node-7.rack.example"))).endsWith("until 2026-11-20T12:10:00Z as node-7.rack.example\n");
    }

    private static DhcpMessage named(String name) {
        return Requests.of(MessageType.DHCPREQUEST)
                .from(A)
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("192.168.77.100"))
                .with(OptionCode.HOST_NAME, name)
                .build();
    }

    private static DhcpMessage initReboot(String mac, String address) {
        return Requests.of(MessageType.DHCPREQUEST)
                .from(mac)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address))
                .build();
    }

    private static DhcpMessage renewing(String mac, String address) {
        return Requests.of(MessageType.DHCPREQUEST).from(mac).ciaddr(address).build();
    }

    private void lease(String mac, String address) {
        scene.decide(Requests.discover(mac), Scene.BROADCAST);
        assertThat(told(Requests.selecting(mac, address))).contains("DHCPACK");
    }

    private String told(DhcpMessage request) {
        return scene.told(request, Scene.BROADCAST);
    }
}
