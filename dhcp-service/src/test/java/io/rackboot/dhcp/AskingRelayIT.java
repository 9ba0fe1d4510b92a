package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A relay asks the packaged service whose leases there are (RFC 4388). Perl's Net::DHCP::Packet writes its queries and
/// reads the answers.
class AskingRelayIT {
    private static final String MAC = "52:54:00:00:06:01";

    @TempDir
    private static Path directory;

    private static Network network;
    private static Network.Host asking;
    private static String inRack;
    private static String far;

    /// One machine is given a lease in the rack, and later a shorter one behind isc-dhcp-relay.
    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Network.require("dhcrelay", "isc-dhcp-relay");
        Network.requirePerl("Net::DHCP::Packet", "libnet-dhcp-perl");
        network = Network.create(directory);
        network.makeRack();
        network.start(
                "server",
                Packaged.command(List.of(
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        "dhcp.lease-query-relays=192.168.77.9",
                        "dhcp.subnets.rack.network=192.168.77.0/24",
                        "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                        "dhcp.subnets.rack.lease-time=10M",
                        "dhcp.subnets.far.network=192.168.78.0/24",
                        "dhcp.subnets.far.ranges=192.168.78.100-192.168.78.199",
                        "dhcp.subnets.far.lease-time=8M")));
        network.awaitReady();
        asking = network.client("asking", "52:54:00:00:06:09", "rack0");
        asking.run("ip addr add 192.168.77.9/24 dev eth0");
        inRack = lease("near", "rack0", "first");
        var relay = network.relay("-a", "-iu", "card0", "-id", "far0");
        try {
            far = lease("away", "far0", "second");
        } finally {
            relay.destroyForcibly().waitFor();
        }
    }

    @AfterAll
    static void stop() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void itIsToldWhoHasAnAddress() {
        assertThat(answer("ciaddr", far))
                .contains("DHO_DHCP_MESSAGE_TYPE(53) = DHCPLEASEACTIVE\n", "ciaddr = " + far + "\n")
                .contains("giaddr = 192.168.77.9\n", "htype = HTYPE_ETHER\nhlen = 6\n", "chaddr = 525400000601\n")
                .contains("DHO_DHCP_CLIENT_IDENTIFIER(61) = second\n")
                .contains("DHO_DHCP_AGENT_OPTIONS(82) = \\x01\\x04far0\n")
                .containsPattern("DHO_DHCP_LEASE_TIME\\(51\\) = 4[5-8]\\d\n")
                .containsPattern("DHO_DHCP_RENEWAL_TIME\\(58\\) = 2[1-4]\\d\n")
                .containsPattern("DHO_DHCP_REBINDING_TIME\\(59\\) = (39|4[0-2])\\d\n")
                .containsPattern("client-last-transaction-time = \\d\\d?\n")
                .doesNotContain("associated-ip");
    }

    @Test
    void itIsToldTheLastAddressOfACardAndTheOthers() {
        assertThat(answer("chaddr", MAC.replace(":", "")))
                .contains("DHCPLEASEACTIVE\n", "ciaddr = " + far + "\n", "associated-ip = " + inRack + "\n");
    }

    @Test
    void itIsToldTheAddressOfAClientIdentifier() {
        assertThat(answer("client-identifier", "first"))
                .contains("DHCPLEASEACTIVE\n", "ciaddr = " + inRack + "\n", "chaddr = 525400000601\n")
                .contains("DHO_DHCP_CLIENT_IDENTIFIER(61) = first\n")
                .doesNotContain("associated-ip", "DHO_DHCP_AGENT_OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "ciaddr, 192.168.78.199, DHCPLEASEUNASSIGNED",
        "ciaddr, 192.168.79.1, DHCPLEASEUNKNOWN",
        "chaddr, 525400000602, DHCPLEASEUNKNOWN",
        "client-identifier, third, DHCPLEASEUNKNOWN",
    })
    void itIsToldThatThereIsNone(String by, String value, String type) {
        assertThat(answer(by, value))
                .contains("DHO_DHCP_MESSAGE_TYPE(53) = " + type + "\n")
                .doesNotContain("DHO_DHCP_LEASE_TIME");
    }

    private static String lease(String name, String bridge, String clientIdentifier) {
        return network.client(name, MAC, bridge)
                .dhclientWith("send dhcp-client-identifier \"" + clientIdentifier + "\";\n")
                .get("new_ip_address");
    }

    private static String answer(String by, String value) {
        return asking.run("perl src/test/resources/lease-query.pl 192.168.77.1 " + by + " " + value);
    }
}
