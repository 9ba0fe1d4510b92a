package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that a relay agent passed on (RFC 2131 §4.1, RFC 3046, 3527, 5107), or that name a subnet themselves
/// (RFC 3011).
class RelayedRequestsTest {
    private static final String CIRCUIT = "0104" + "65746830"; // 1 agent circuit id "eth0"

    private final Scene scene = new Scene();

    @Test
    void answersTheRelayFromItsSubnetAndReturnsItsOptionLast() {
        var told = scene.told(relayed(MessageType.DHCPDISCOVER, CIRCUIT).build(), fromRelay("10.9.0.1"));

        assertThat(told).isEqualTo("""
                        -> relay 10.9.0.1, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 10.9.0.100
                        giaddr 10.9.0.1
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        51 IP_ADDRESS_LEASE_TIME = 3600 s
                        58 RENEWAL_TIME_VALUE = 1800 s
                        59 REBINDING_TIME_VALUE = 3150 s
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 10.9.0.1
                        28 BROADCAST_ADDRESS = 10.9.0.255
                        82 RELAY_AGENT_INFORMATION = {1:65746830}
                        * offered 10.9.0.100 to 525400a1b2c3 until 2026-11-20T12:01:00Z
                        """);
    }

    @Test
    void choosesTheSubnetThatTheRelayNames() {
        var request = relayed(MessageType.DHCPDISCOVER, "0504" + "0a090000").giaddr("172.16.0.1");

        assertThat(scene.told(request.build(), fromRelay("172.16.0.1")))
                .startsWith("-> relay 172.16.0.1,")
                .contains("yiaddr 10.9.0.100", "82 RELAY_AGENT_INFORMATION = {5:0a090000}");
    }

    @ParameterizedTest
    @CsvSource({
        // giaddr, option 82, option 118, offered
        "10.9.0.1,   '',               '',       10.9.0.100",
        "172.16.0.1, 0504 0a090000,    '',       10.9.0.100",
        "10.9.0.1,   0504 c0a84d00,    '',       192.168.77.100",
        "10.9.0.1,   0503 c0a84d,      '',       10.9.0.100",
        "10.9.0.1,   '',               c0a84d00, 192.168.77.100",
        "172.16.0.1, '',               0a090000, 10.9.0.100",
        "10.9.0.1,   0504 0a090000,    c0a84d00, 10.9.0.100",
        "0.0.0.0,    '',               '',       192.168.77.100",
        "0.0.0.0,    '',               0a090000, 10.9.0.100",
        "0.0.0.0,    0504 0a090000,    '',       192.168.77.100",
    })
    void offersAnAddressOfTheLinkThatIsNamed(String giaddr, String option82, String option118, String offered) {
        var told = scene.told(selecting(giaddr, option82, option118), fromRelay(giaddr));

        assertThat(told).contains("\nyiaddr " + offered + "\n");
        assertThat(told.contains("118 SUBNET_SELECTION")).isEqualTo(!option118.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "10.9.0.1, 0504 ac100000, ''",
        "10.9.0.1, '',            ac100000",
        "0.0.0.0,  '',            ac100000",
        "10.9.0.1, 0504 ac100000, 0a090000",
    })
    void isSilentWhereNoSubnetIsTheNamedOne(String giaddr, String option82, String option118) {
        assertThat(scene.told(selecting(giaddr, option82, option118), fromRelay(giaddr)))
                .isEqualTo("silence: no-subnet (no subnet is configured for 172.16.0.0, which the relay or the client"
                        + " selects)\n");
    }

    @Test
    void returnsTheSubnetThatTheClientSelects() {
        var request = Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.SUBNET_SELECTION, Ip4Address.parse("10.9.0.0"))
                .with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("01525400a1b2c3"))
                .build();

        assertThat(scene.told(request, Scene.BROADCAST)).isEqualTo("""
                        -> 10.9.0.100 at 52:54:00:a1:b2:c3, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        yiaddr 10.9.0.100
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        61 CLIENT_IDENTIFIER = 01525400a1b2c3
                        118 SUBNET_SELECTION = 10.9.0.0
                        51 IP_ADDRESS_LEASE_TIME = 3600 s
                        58 RENEWAL_TIME_VALUE = 1800 s
                        59 REBINDING_TIME_VALUE = 3150 s
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 10.9.0.1
                        28 BROADCAST_ADDRESS = 10.9.0.255
                        * offered 10.9.0.100 to 525400a1b2c3 until 2026-11-20T12:01:00Z
                        """);
    }

    @Test
    void informsThroughTheRelayAndTakesItsAddressForNoClients() {
        var inform = relayed(MessageType.DHCPINFORM, CIRCUIT);

        assertThat(scene.told(inform.build(), fromRelay("10.9.0.1")))
                .isEqualTo("silence: incomplete-request (DHCPINFORM without an address to answer to)\n");
        assertThat(scene.told(inform.ciaddr("10.9.0.7").build(), fromRelay("10.9.0.1")))
                .isEqualTo("""
                        -> relay 10.9.0.1, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        ciaddr 10.9.0.7
                        giaddr 10.9.0.1
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = DHCPACK
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 10.9.0.1
                        28 BROADCAST_ADDRESS = 10.9.0.255
                        82 RELAY_AGENT_INFORMATION = {1:65746830}
                        """);
    }

    @Test
    void renewsThroughARelayThatStandsForIt() {
        var override = "0504" + "0a090000" + "0b04" + "0a090001";
        var renewing = relayed(MessageType.DHCPREQUEST, override)
                .giaddr("172.16.0.1")
                .ciaddr("10.9.0.100")
                .build();

        assertThat(scene.told(renewing, fromRelay("172.16.0.1"))).isEqualTo("""
                        -> relay 172.16.0.1, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        ciaddr 10.9.0.100
                        yiaddr 10.9.0.100
                        giaddr 172.16.0.1
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = DHCPACK
                        54 SERVER_IDENTIFIER = 10.9.0.1
                        51 IP_ADDRESS_LEASE_TIME = 3600 s
                        58 RENEWAL_TIME_VALUE = 1800 s
                        59 REBINDING_TIME_VALUE = 3150 s
                        1 SUBNET_MASK = 255.255.255.0
                        3 ROUTER = 10.9.0.1
                        28 BROADCAST_ADDRESS = 10.9.0.255
                        82 RELAY_AGENT_INFORMATION = {5:0a090000 11:0a090001}
                        * bound 10.9.0.100 to 525400a1b2c3 in far from 2026-11-20T12:00:00Z until 2026-11-20T13:00:00Z
                        """);
    }

    @Test
    void callsItselfWhatTheRelayCallsIt() {
        var override = "0b04" + "0a090001";
        var discover = relayed(MessageType.DHCPDISCOVER, override).build();
        var request = relayed(MessageType.DHCPREQUEST, override)
                .with(OptionCode.SERVER_IDENTIFIER, Ip4Address.parse("10.9.0.1"))
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("10.9.0.100"))
                .build();

        assertThat(scene.told(discover, fromRelay("10.9.0.1"))).contains("54 SERVER_IDENTIFIER = 10.9.0.1");
        assertThat(scene.told(request, fromRelay("10.9.0.1")))
                .contains("DHCPACK", "54 SERVER_IDENTIFIER = 10.9.0.1", "bound 10.9.0.100");
    }

    @Test
    void hasTheRelayBroadcastARefusal() {
        var request = relayed(MessageType.DHCPREQUEST, CIRCUIT)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("192.168.77.100"))
                .build();

        assertThat(scene.told(request, fromRelay("10.9.0.1"))).isEqualTo("""
                        -> relay 10.9.0.1, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=8000 (broadcast)
                        giaddr 10.9.0.1
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = DHCPNAK
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        56 MESSAGE = "192.168.77.100 is not in network far"
                        82 RELAY_AGENT_INFORMATION = {1:65746830}
                        * offer to 525400a1b2c3 withdrawn
                        """);
    }

    @Test
    void isSilentToARelayOfNoSubnet() {
        var request = relayed(MessageType.DHCPDISCOVER, CIRCUIT).giaddr("172.16.0.1");

        assertThat(scene.told(request.build(), fromRelay("172.16.0.1")))
                .isEqualTo("silence: no-subnet (no subnet is configured for relay 172.16.0.1)\n");
    }

    @Test
    void bootsThroughARelayFromTheServersOwnAddress() {
        var captured = Captures.requests("edk2http-ipxeefi").getFirst();
        var request = new DhcpMessage(
                captured.op(),
                captured.chaddr(),
                1,
                captured.xid(),
                captured.secs(),
                captured.flags(),
                captured.ciaddr(),
                captured.yiaddr(),
                captured.siaddr(),
                Ip4Address.parse("10.9.0.1"),
                captured.sname(),
                captured.file(),
                captured.options());

        assertThat(scene.told(request, fromRelay("10.9.0.1")))
                .contains("67 BOOTFILE_NAME = \"http://192.168.77.1/boot/525400770001/snponly.efi\"");
    }

    @Test
    void keepsTheRelaysOptionWhereTheReplyIsTight() {
        var request =
                relayed(MessageType.DHCPDISCOVER, "01c8" + "61".repeat(200)).build();
        var reply = (Decision.Reply) scene.decide(request, fromRelay("10.9.0.1"));

        var written = DhcpWriter.write(reply.message(), reply.maximumSize());

        assertThat(written.omitted()).isEmpty();
        assertThat(DhcpReader.read(written.bytes()).options().bytes(82))
                .isEqualTo(request.options().bytes(82));
    }

    private static Requests relayed(MessageType type, String relayAgentInformation) {
        return Requests.of(type).giaddr("10.9.0.1").with(82, relayAgentInformation);
    }

    private static DhcpMessage selecting(String giaddr, String option82, String option118) {
        var request = Requests.of(MessageType.DHCPDISCOVER).giaddr(giaddr);
        if (!option82.isEmpty()) {
            request.with(82, option82.replace(" ", ""));
        }
        if (!option118.isEmpty()) {
            request.with(118, option118);
        }
        return request.build();
    }

    private static Arrival fromRelay(String relay) {
        return relay.equals("0.0.0.0")
                ? Scene.BROADCAST
                : new Arrival("rack0", Scene.SERVER, Ip4Address.parse(relay), Scene.SERVER);
    }
}
