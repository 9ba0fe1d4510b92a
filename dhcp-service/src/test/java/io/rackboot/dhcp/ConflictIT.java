package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that use addresses which the packaged service would give next: found out before a client asks.
class ConflictIT {
    private static final String SQUATTER = "52:54:00:00:06:01";

    @TempDir
    private Path directory;

    private Network network;

    @BeforeEach
    void create() {
        network = Network.create(directory);
        network.makeRack();
    }

    @AfterEach
    void end() {
        network.close();
    }

    @Test
    void aClientIsGivenTheNextAddressAtOnceWhereSomebodyHasTheFirst() throws IOException {
        squat("192.168.77.100", "rack0");
        startServer();
        awaitConflict("192.168.77.100 is used by " + SQUATTER + ", who was not given it; nobody is given it until 2");
        var client = network.client("dhc", "52:54:00:00:06:02", "rack0");

        var bound = client.dhclient("BOUND");

        assertThat(bound).containsEntry("new_ip_address", "192.168.77.101");
        assertThat(network.log("server")).doesNotContain("DHCPNAK").doesNotContain("ERROR");
        assertThat(network.http("leases?state=declined"))
                .contains("\"address\":\"192.168.77.100\"", "\"chaddr\":\"" + SQUATTER + "\"");
        assertThat(network.http("q/metrics"))
                .as("answered without a probe, before the client asked again")
                .contains("dhcp_received_total{type=\"DHCPDISCOVER\"} 1.0")
                .contains("dhcp_received_total{type=\"DHCPREQUEST\"} 1.0")
                .contains("dhcp_address_conflicts_total 1.0")
                .contains("dhcp_addresses{state=\"quarantined\",subnet=\"rack\"} 1.0");
    }

    @Test
    void aClientThatStillUsesItsOwnAddressKeepsIt() throws IOException {
        startServer();
        var client = network.client("dhc", "52:54:00:00:06:02", "rack0");
        var first = client.dhclient("BOUND").get("new_ip_address");
        var pid = directory.resolve("dhc.pid").toFile();
        Await.until("dhclient stays", () -> pid.length() > 0);
        client.run("pkill -F " + pid);
        client.run("rm " + directory.resolve("dhc.leases")); // a DHCPDISCOVER from a host that answers for the address

        var second = client.dhclient("BOUND").get("new_ip_address");

        assertThat(second).isEqualTo(first);
        assertThat(network.http("q/metrics")).contains("dhcp_address_conflicts_total 0.0");
    }

    @Test
    void behindARelayAnAddressIsAskedForByEcho() throws IOException, InterruptedException {
        Network.require("dhcrelay", "isc-dhcp-relay");
        var relay = network.relay("-a", "-iu", "card0", "-id", "far0");
        try {
            squat("192.168.78.100", "far0").run("ip route add default via 192.168.78.1");
            startServer();
            awaitConflict("192.168.78.100 is used by somebody, who was not given it");

            var bound = network.client("far", "52:54:00:00:06:03", "far0").dhclient("BOUND");

            assertThat(bound).containsEntry("new_ip_address", "192.168.78.101");
        } finally {
            relay.destroyForcibly().waitFor();
        }
    }

    @Test
    void whereThatIsSwitchedOffNobodyIsAsked() throws IOException {
        squat("192.168.77.100", "rack0");
        startServer("dhcp.conflict-detection=false");

        var bound = network.client("dhc", "52:54:00:00:06:02", "rack0").dhclient("BOUND");

        assertThat(bound).containsEntry("new_ip_address", "192.168.77.100");
        assertThat(network.http("q/metrics")).contains("dhcp_address_probes_total 0.0");
    }

    private Network.Host squat(String address, String bridge) {
        var squatter = network.client("squat", SQUATTER, bridge);
        squatter.run("ip addr add " + address + "/24 dev eth0");
        return squatter;
    }

    private void startServer(String... more) throws IOException {
        var settings = new ArrayList<>(List.of(
                "dhcp.interfaces=rack0",
                "dhcp.state-directory=" + directory.resolve("state"),
                "dhcp.subnets.rack.network=192.168.77.0/24",
                "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                "dhcp.subnets.far.network=192.168.78.0/24",
                "dhcp.subnets.far.ranges=192.168.78.100-192.168.78.199",
                "dhcp.subnets.far.routers=192.168.78.1"));
        settings.addAll(List.of(more));
        network.start("server", Packaged.command(settings));
        Await.until("readiness", () -> network.http("q/health/ready").contains("192.168.77.1"));
    }

    private void awaitConflict(String line) {
        Await.until(line, () -> network.log("server").contains(line));
    }
}
