package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientIdentity;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.events.document.Loader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// BOOTP requests (RFC 951, 1534, 1542), each with the complete decision.
class BootpRequestsTest {
    private static final String OTHER = "52:54:00:00:00:0b";
    private static final String PARAMETERS = """
            1 SUBNET_MASK = 255.255.255.0
            3 ROUTER = 192.168.77.1
            6 DOMAIN_NAME_SERVER = 192.168.77.1
            """;
    private static final String REST = """
            15 DOMAIN_NAME = "rack.example"
            28 BROADCAST_ADDRESS = 192.168.77.255
            """;
    private static final String FOR_EVER = " from 2026-11-20T12:00:00Z until 9999-12-31T23:59:59Z";

    private final Scene scene = scene(Map.of());

    @Test
    void aMachineIsGivenItsReservedAddressForEver() {
        reserve(scene, "192.168.77.20");

        assertThat(told(Requests.bootp()))
                .isEqualTo("""
                -> 192.168.77.20 at 52:54:00:a1:b2:c3, at most 328 bytes
                BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=4 flags=0000
                yiaddr 192.168.77.20
                siaddr 192.168.77.1
                chaddr 52:54:00:a1:b2:c3
                sname "192.168.77.1"
                file "525400a1b2c3/undionly.kpxe"
                """ + PARAMETERS + "12 HOST_NAME = \"node-a\"\n" + REST
                        + "* bound 192.168.77.20 to 525400a1b2c3 in rack" + FOR_EVER + " as node-a\n");
    }

    @Test
    void aStrangerIsGivenNoAddress() {
        assertThat(told(Requests.bootp()))
                .isEqualTo("silence: bootp (a BOOTP request from 525400a1b2c3, for which no address is reserved in"
                        + " network rack, and others are not given one there)\n");
    }

    @Test
    void whereThatIsAllowedAStrangerIsGivenOneOfTheRangesForEver() {
        var open = scene(Map.of("rack", BootpClients.DYNAMIC));

        var first = told(open, Requests.bootp());
        assertThat(first)
                .startsWith("-> 192.168.77.100 at 52:54:00:a1:b2:c3, at most 328 bytes\n")
                .endsWith("* bound 192.168.77.100 to 525400a1b2c3 in rack" + FOR_EVER + "\n");
        assertThat(told(open, Requests.bootp())).isEqualTo(first);
        assertThat(told(open, Requests.bootp().from(OTHER))).startsWith("-> 192.168.77.101 at " + OTHER);
        assertThat(told(open, Requests.bootp().from("52:54:00:00:00:0c")))
                .isEqualTo("silence: no-free-address (all 2 addresses of subnet rack are in use)\n");
    }

    @Test
    void whereThatIsForbiddenNotEvenAReservedAddressIsGiven() {
        var closed = scene(Map.of("rack", BootpClients.NONE));
        reserve(closed, "192.168.77.20");

        assertThat(told(closed, Requests.bootp())).startsWith("silence: bootp (");
        assertThat(told(closed, Requests.bootp().ciaddr("192.168.77.20"))).startsWith("silence: bootp (");
    }

    @Test
    void inPlaceOfAReservedAddressThatIsInUseNoneIsGivenWhereStrangersGetNone() {
        var used = Requests.selecting(OTHER, "192.168.77.100");
        for (var clients : List.of(BootpClients.RESERVED, BootpClients.DYNAMIC)) {
            var rack = scene(Map.of("rack", clients));
            rack.decide(Requests.discover(OTHER), Scene.BROADCAST);
            rack.decide(used, Scene.BROADCAST);
            reserve(rack, "192.168.77.100");

            assertThat(told(rack, Requests.bootp()))
                    .startsWith(
                            clients == BootpClients.DYNAMIC
                                    ? "-> 192.168.77.101 at "
                                    : "silence: no-free-address (192.168.77.100, which is reserved for it, is in use)");
        }
    }

    @Test
    void firmwareByBootpAndSystemByDhcpHaveOneAddress() {
        var open = scene(Map.of("rack", BootpClients.DYNAMIC));
        told(open, Requests.bootp());

        assertThat(told(open, Requests.of(MessageType.DHCPDISCOVER))).contains("yiaddr 192.168.77.100");
        assertThat(Scene.told(open.decide(Requests.selecting(Requests.MAC, "192.168.77.100"), Scene.BROADCAST)))
                .contains("53 DHCP_MESSAGE_TYPE = DHCPACK")
                .contains("until 2026-11-20T12:10:00Z");
        assertThat(told(open, Requests.bootp())).contains("bound 192.168.77.100 to 525400a1b2c3 in rack" + FOR_EVER);
    }

    @Test
    void aClientThatKnowsItsAddressIsToldTheRest() {
        reserve(scene, "192.168.77.20");

        assertThat(told(Requests.bootp().ciaddr("192.168.77.20")))
                .isEqualTo("""
                -> client 192.168.77.20, at most 328 bytes
                BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=4 flags=0000
                ciaddr 192.168.77.20
                siaddr 192.168.77.1
                chaddr 52:54:00:a1:b2:c3
                sname "192.168.77.1"
                file "525400a1b2c3/undionly.kpxe"
                """ + PARAMETERS + "12 HOST_NAME = \"node-a\"\n" + REST);
        assertThat(told(Requests.bootp().from(OTHER).ciaddr("192.168.77.21"))).startsWith("silence: bootp (");
        assertThat(told(Requests.bootp().ciaddr("172.16.0.9")))
                .isEqualTo("silence: no-subnet (a BOOTP request from 172.16.0.9, which is not in network rack)\n");
    }

    @Test
    void oneThatLeavesItsHardwareAddressOutIsKnownByItsLease() {
        var nameless = new HardwareAddress(0, Octets.EMPTY);
        assertThat(told(Requests.bootp().from(nameless).ciaddr("192.168.77.20")))
                .isEqualTo("silence: no-client-identity (a BOOTP request without hardware address)\n");

        reserve(scene, "192.168.77.20");
        told(Requests.bootp());

        assertThat(told(Requests.bootp().from(nameless).ciaddr("192.168.77.20")))
                .startsWith("-> client 192.168.77.20, at most 328 bytes")
                .contains("file \"525400a1b2c3/undionly.kpxe\"");
    }

    @Test
    void soIsOneThatNoDocumentNames() {
        var open = scene(Map.of("rack", BootpClients.DYNAMIC));
        told(open, Requests.bootp());

        assertThat(told(
                        open,
                        Requests.bootp()
                                .from(new HardwareAddress(0, Octets.EMPTY))
                                .ciaddr("192.168.77.100")))
                .startsWith("-> client 192.168.77.100, at most 328 bytes")
                .contains("file \"525400a1b2c3/undionly.kpxe\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'', boot.example, true",
        "192.168.77.1, boot.example, true",
        "boot.example, boot.example, true",
        "BOOT, boot.example, true",
        "boot.example, boot, true",
        "boot.elsewhere, boot.example, false",
        "192.168.77.2, boot.example, false",
        "boot, '', false",
        "192.168.77.1, '', true",
    })
    void aRequestForAnotherServerIsLeftToIt(String asked, String name, boolean answered) {
        var serverName = Optional.of(name).filter(text -> !text.isEmpty());
        var named = scene(new Bootp(serverName, Map.of()));
        reserve(named, "192.168.77.20");

        assertThat(told(named, Requests.bootp().sname(asked)))
                .startsWith(
                        answered
                                ? "-> 192.168.77.20 at "
                                : "silence: other-server (a BOOTP request to server " + asked + ")")
                .contains(answered ? "sname \"" + serverName.orElse("192.168.77.1") + "\"" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "'',              525400a1b2c3/undionly.kpxe",
        "vmlinuz,         525400a1b2c3/vmlinuz",
        "uboot/boot.scr,  525400a1b2c3/uboot/boot.scr",
        "/tftpboot/sun4c, /tftpboot/sun4c",
        "../../secret,    525400a1b2c3/undionly.kpxe",
        "a/../b,          525400a1b2c3/undionly.kpxe",
        "a b,             525400a1b2c3/undionly.kpxe",
    })
    void aFileMayBeAskedForByName(String asked, String file) {
        reserve(scene, "192.168.77.20");

        assertThat(told(Requests.bootp().file(asked))).contains("\nfile \"" + file + "\"\n");
    }

    @Test
    void theLoaderIsThatOfTheMachinesDocument() {
        scene.machine(Requests.MAC, Optional.of("192.168.77.20"), Optional.empty(), Loader.PXELINUX);

        assertThat(told(Requests.bootp())).contains("file \"525400a1b2c3/lpxelinux.0\"");
    }

    @Test
    void theReplyGoesWhereRfc1542WantsIt() {
        reserve(scene, "10.9.0.20");
        reserveOther(scene, "192.168.77.20");

        assertThat(told(Requests.bootp().giaddr("10.9.0.1")))
                .startsWith("-> relay 10.9.0.1, at most 328 bytes")
                .contains("\ngiaddr 10.9.0.1\n", "bound 10.9.0.20 to 525400a1b2c3 in far");
        assertThat(told(Requests.bootp().from(OTHER).broadcast()))
                .startsWith("-> broadcast, at most 328 bytes")
                .contains("flags=8000 (broadcast)");
    }

    @Test
    void theVendorAreaHas64BytesUnlessTheClientTakesMore() {
        var many = scene(List.of(large()), new Bootp(Optional.empty(), Map.of()));
        reserve(many, "192.168.77.20");

        var written = written(many, Requests.bootp());
        assertThat(written.bytes().length()).isEqualTo(300);
        assertThat(written.omitted()).containsExactly(12, 15);
        assertThat(DhcpReader.read(written.bytes()).options().codes()).containsExactly(1, 3, 6, 28);

        var roomy = written(many, Requests.bootp().with(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE, 576));
        assertThat(roomy.omitted()).isEmpty();
        assertThat(roomy.bytes().length()).isBetween(301, 548);
    }

    @Test
    void whatTheRelayAddedIsReturnedBesideThe64Bytes() {
        var many = scene(List.of(large()), new Bootp(Optional.empty(), Map.of()));
        reserve(many, "192.168.77.20");
        var circuit = SubOptions.of(1, Octets.ofText("rack7-port19"));

        var written = written(
                many, Requests.bootp().giaddr("192.168.77.2").with(OptionCode.RELAY_AGENT_INFORMATION, circuit));

        assertThat(DhcpReader.read(written.bytes()).options().codes()).containsExactly(1, 3, 6, 28, 82);
        assertThat(written.bytes().length()).isEqualTo(313);
    }

    private static Subnet large() {
        return new Subnet(
                "rack",
                Ip4Address.parse("192.168.77.0"),
                24,
                List.of(),
                List.of(Ip4Address.parse("192.168.77.1"), Ip4Address.parse("192.168.77.2")),
                List.of(
                        Ip4Address.parse("192.168.77.1"),
                        Ip4Address.parse("192.168.77.2"),
                        Ip4Address.parse("192.168.77.3"),
                        Ip4Address.parse("192.168.77.4"),
                        Ip4Address.parse("192.168.77.5"),
                        Ip4Address.parse("192.168.77.6"),
                        Ip4Address.parse("192.168.77.7"),
                        Ip4Address.parse("192.168.77.8")),
                Optional.of("a-rather-long-name.of-a-domain.example"),
                Scene.RACK.leaseTime());
    }

    private static DhcpWriter.Written written(Scene scene, Requests request) {
        var reply = (Decision.Reply) scene.decide(request.build(), Scene.BROADCAST);
        return DhcpWriter.write(reply.message(), reply.maximumSize());
    }

    private static Scene scene(Map<String, BootpClients> clients) {
        return scene(new Bootp(Optional.empty(), clients));
    }

    private static Scene scene(Bootp bootp) {
        return scene(List.of(Scene.RACK, Scene.FAR), bootp);
    }

    private static Scene scene(List<Subnet> subnets, Bootp bootp) {
        return new Scene(
                subnets.stream().map(SharedNetwork::of).toList(),
                new Conduct(true, ClientIdentity.HARDWARE_ADDRESS, bootp),
                BootServers.SAME_HOST);
    }

    private static void reserve(Scene scene, String address) {
        scene.machine(Requests.MAC, Optional.of(address), Optional.of("node-a"), Loader.AUTO);
    }

    private static void reserveOther(Scene scene, String address) {
        scene.machine(OTHER, Optional.of(address), Optional.empty(), Loader.AUTO);
    }

    private String told(Requests request) {
        return told(scene, request);
    }

    private static String told(Scene scene, Requests request) {
        return scene.told(request.build(), Scene.BROADCAST);
    }
}
