package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Relays that ask whose leases there are (RFC 4388).
class LeaseQueriesTest {
    private static final String A = "52:54:00:00:00:0a";
    private static final String RELAY = "10.9.0.1";
    private static final HardwareAddress NONE = new HardwareAddress(0, Octets.EMPTY);
    private static final Arrival ARRIVAL = new Arrival("rack0", Scene.SERVER, Ip4Address.parse(RELAY), Scene.SERVER);
    private static final Octets ID = Octets.ofHex("ff0000000a");

    private final Scene scene = Scene.with(new Extensions(false, Set.of(Ip4Address.parse(RELAY))));

    /// A client behind the relay, and the same in the rack; two minutes pass.
    @BeforeEach
    void lease() {
        var far = Requests.of(MessageType.DHCPREQUEST)
                .from(A)
                .giaddr(RELAY)
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("10.9.0.100"))
                .with(OptionCode.CLIENT_IDENTIFIER, ID)
                .with(82, "0104" + "65746830")
                .build();
        assertThat(scene.told(far, ARRIVAL)).contains("DHCPACK");
        assertThat(scene.told(Requests.selecting(A, "192.168.77.100"), Scene.BROADCAST))
                .contains("DHCPACK");
    }

    @Test
    void tellsAllOfALeaseByItsAddress() {
        assertThat(told(query(NONE).ciaddr("10.9.0.100").build())).isEqualTo("""
                -> relay 10.9.0.1, at most 576 bytes
                BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                ciaddr 10.9.0.100
                giaddr 10.9.0.1
                chaddr 52:54:00:00:00:0a
                53 DHCP_MESSAGE_TYPE = DHCPLEASEACTIVE
                54 SERVER_IDENTIFIER = 192.168.77.1
                61 CLIENT_IDENTIFIER = ff0000000a
                51 IP_ADDRESS_LEASE_TIME = 3480 s
                58 RENEWAL_TIME_VALUE = 1680 s
                59 REBINDING_TIME_VALUE = 3030 s
                91 CLIENT_LAST_TRANSACTION_TIME = 120 s
                82 RELAY_AGENT_INFORMATION = {1:65746830}
                """);
    }

    @Test
    void tellsOfALeaseByItsHardwareAddress() {
        assertThat(told(query(HardwareAddress.ofMac(A)).build()))
                .startsWith("-> relay 10.9.0.1,")
                .contains("DHCPLEASEACTIVE", "ciaddr 10.9.0.100", "92 ASSOCIATED_IP = 192.168.77.100");
    }

    @Test
    void tellsOfTheLastTransactionThoughItsLeaseEndsFirst() {
        var renewal = Requests.of(MessageType.DHCPREQUEST)
                .from(A)
                .ciaddr("192.168.77.100")
                .build();
        scene.decide(renewal, Scene.unicastFrom("192.168.77.100"), Scene.NOON.plusSeconds(60));

        assertThat(told(query(HardwareAddress.ofMac(A)).build()))
                .contains("DHCPLEASEACTIVE", "ciaddr 192.168.77.100", "51 IP_ADDRESS_LEASE_TIME = 540 s")
                .contains("91 CLIENT_LAST_TRANSACTION_TIME = 60 s", "92 ASSOCIATED_IP = 10.9.0.100");
    }

    @Test
    void tellsOfALeaseByItsClientIdentifier() {
        assertThat(told(query(NONE).with(OptionCode.CLIENT_IDENTIFIER, ID).build()))
                .contains("DHCPLEASEACTIVE", "ciaddr 10.9.0.100", "chaddr 52:54:00:00:00:0a")
                .doesNotContain("ASSOCIATED_IP");
    }

    @Test
    void tellsWhatTheRelayAsksForAlone() {
        var query = query(NONE)
                .ciaddr("10.9.0.100")
                .with(OptionCode.PARAMETER_REQUEST_LIST, List.of(82, 51))
                .build();

        assertThat(told(query)).endsWith("""
                53 DHCP_MESSAGE_TYPE = DHCPLEASEACTIVE
                54 SERVER_IDENTIFIER = 192.168.77.1
                61 CLIENT_IDENTIFIER = ff0000000a
                51 IP_ADDRESS_LEASE_TIME = 3480 s
                82 RELAY_AGENT_INFORMATION = {1:65746830}
                """);
    }

    @Test
    void tellsNoTimeThatHasPassed() {
        var later = Scene.NOON.plus(Duration.ofMinutes(31));
        var decision = scene.decide(query(NONE).ciaddr("10.9.0.100").build(), ARRIVAL, later);

        assertThat(Scene.told(decision))
                .contains("51 IP_ADDRESS_LEASE_TIME = 1740 s\n59 REBINDING_TIME_VALUE = 1290 s\n91")
                .doesNotContain("58 RENEWAL_TIME_VALUE");
    }

    @Test
    void keepsThePortOfAClientThatRenewsPastItsRelay() {
        var renewal = Requests.of(MessageType.DHCPREQUEST)
                .from(A)
                .ciaddr("10.9.0.100")
                .with(OptionCode.CLIENT_IDENTIFIER, ID)
                .build();
        scene.decide(renewal, Scene.unicastFrom("10.9.0.100"), Scene.NOON.plusSeconds(60));

        assertThat(told(query(NONE).ciaddr("10.9.0.100").build()))
                .contains("91 CLIENT_LAST_TRANSACTION_TIME = 60 s", "82 RELAY_AGENT_INFORMATION = {1:65746830}");
    }

    @ParameterizedTest
    @CsvSource({
        "10.9.0.101, DHCPLEASEUNASSIGNED",
        "10.9.0.1,   DHCPLEASEUNASSIGNED",
        "10.8.0.1,   DHCPLEASEUNKNOWN",
    })
    void tellsOfAnAddressThatNobodyHolds(String address, MessageType type) {
        assertThat(told(query(NONE).ciaddr(address).build())).isEqualTo("""
                -> relay 10.9.0.1, at most 576 bytes
                BOOTREPLY xid=1234abcd htype=0 hlen=0 hops=0 secs=0 flags=0000
                ciaddr %s
                giaddr 10.9.0.1
                chaddr\s
                53 DHCP_MESSAGE_TYPE = %s
                54 SERVER_IDENTIFIER = 192.168.77.1
                """.formatted(address, type));
    }

    @Test
    void tellsNoLeaseThatIsOver() {
        var after = Scene.NOON.plus(Duration.ofHours(1));

        assertThat(Scene.told(scene.decide(query(NONE).ciaddr("10.9.0.100").build(), ARRIVAL, after)))
                .contains("DHCPLEASEUNASSIGNED");
        assertThat(Scene.told(scene.decide(query(HardwareAddress.ofMac(A)).build(), ARRIVAL, after)))
                .contains("DHCPLEASEUNKNOWN");
    }

    @Test
    void tellsThatAClientIsNotKnown() {
        assertThat(told(query(HardwareAddress.ofMac("52:54:00:00:00:0b")).build()))
                .isEqualTo("""
                -> relay 10.9.0.1, at most 576 bytes
                BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                giaddr 10.9.0.1
                chaddr 52:54:00:00:00:0b
                53 DHCP_MESSAGE_TYPE = DHCPLEASEUNKNOWN
                54 SERVER_IDENTIFIER = 192.168.77.1
                """);
        assertThat(told(query(NONE)
                        .with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("01ff"))
                        .build()))
                .contains("DHCPLEASEUNKNOWN", "61 CLIENT_IDENTIFIER = 01ff");
    }

    @Test
    void isSilentToWhoMayNotAsk() {
        assertThat(told(query(NONE).giaddr("10.9.0.2").ciaddr("10.9.0.100").build()))
                .isEqualTo("silence: lease-query-refused (relay 10.9.0.2 may not ask for leases)\n");
        assertThat(told(query(NONE).giaddr("0.0.0.0").ciaddr("10.9.0.100").build()))
                .isEqualTo("silence: lease-query-refused (DHCPLEASEQUERY without giaddr)\n");
        assertThat(new Scene().told(query(NONE).ciaddr("10.9.0.100").build(), ARRIVAL))
                .startsWith("silence: lease-query-refused (");
    }

    @Test
    void isSilentToAQueryForNothingOrForSeveralThings() {
        var words = "silence: incomplete-request (DHCPLEASEQUERY must have one of ciaddr, chaddr and option 61)\n";

        assertThat(told(query(NONE).build())).isEqualTo(words);
        assertThat(told(query(HardwareAddress.ofMac(A)).ciaddr("10.9.0.100").build()))
                .isEqualTo(words);
        assertThat(told(query(HardwareAddress.ofMac(A))
                        .with(OptionCode.CLIENT_IDENTIFIER, ID)
                        .build()))
                .isEqualTo(words);
    }

    private static Requests query(HardwareAddress hardware) {
        return Requests.of(MessageType.DHCPLEASEQUERY).from(hardware).giaddr(RELAY);
    }

    private String told(DhcpMessage query) {
        return Scene.told(scene.decide(query, ARRIVAL, Scene.NOON.plusSeconds(120)));
    }
}
