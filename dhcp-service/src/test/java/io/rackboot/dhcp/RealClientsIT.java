package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients of other people get leases of the packaged service on its real ports, directly and through a relay. NATS is
/// not there.
class RealClientsIT {
    @TempDir
    private static Path directory;

    private static Network network;
    private static Process server;

    @BeforeAll
    static void start() throws IOException {
        network = Network.create(directory);
        server = startServer();
        // It starts before its interface is there.
        Await.until("start without interface", () -> health().contains("does not exist"));
        network.makeRack();
        awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (network != null) {
            try {
                terminate();
            } finally {
                network.close();
            }
        }
    }

    @Test
    void dhclientGetsConfirmsAndReleasesALease() {
        var host = network.client("dhc", "52:54:00:00:01:01", "rack0");

        var bound = host.dhclient("BOUND");

        assertThat(bound.get("new_ip_address")).startsWith("192.168.77.1");
        assertThat(bound)
                .containsEntry("new_subnet_mask", "255.255.255.0")
                .containsEntry("new_routers", "192.168.77.1")
                .containsEntry("new_domain_name_servers", "192.168.77.1 192.168.77.3")
                .containsEntry("new_domain_name", "rack.example")
                .containsEntry("new_dhcp_server_identifier", "192.168.77.1")
                .containsEntry("new_dhcp_lease_time", "600")
                .doesNotContainKey("new_filename");

        host.run("pkill -F " + directory.resolve("dhc.pid"));
        var rebooted = host.dhclient("REBOOT");
        assertThat(rebooted.get("new_ip_address")).isEqualTo(bound.get("new_ip_address"));

        host.dhclientRelease();
        Await.until("release", () -> state(bound.get("new_ip_address")).equals("released"));
    }

    @Test
    void udhcpcGetsRenewsAndReleasesALease() throws IOException, InterruptedException {
        var host = network.client("udh", "52:54:00:00:01:02", "rack0");
        var client = host.udhcpc();

        var bound = host.await("bound");
        assertThat(bound)
                .containsEntry("subnet", "255.255.255.0")
                .containsEntry("router", "192.168.77.1")
                .containsEntry("serverid", "192.168.77.1")
                .containsEntry("domain", "rack.example")
                .containsEntry("lease", "600");

        signal(client, "USR1");
        assertThat(host.await("renew")).containsEntry("ip", bound.get("ip"));
        signal(client, "USR2");
        Await.until("release", () -> state(bound.get("ip")).equals("released"));
        client.destroyForcibly().waitFor();
    }

    @Test
    void clientsBehindARelayGetLeasesOfTheFarSubnet() throws IOException, InterruptedException {
        Network.require("dhcrelay", "isc-dhcp-relay");
        var relay = network.relay("-a", "-iu", "card0", "-id", "far0");
        try {
            var first = network.client("far1", "52:54:00:00:01:03", "far0").dhclient("BOUND");
            assertThat(first.get("new_ip_address")).startsWith("192.168.78.1");
            assertThat(first)
                    .containsEntry("new_routers", "192.168.78.1")
                    .containsEntry("new_dhcp_server_identifier", "192.168.77.1");

            var host = network.client("far2", "52:54:00:00:01:04", "far0");
            var client = host.udhcpc();
            var second = host.await("bound");
            assertThat(second.get("ip")).startsWith("192.168.78.1").isNotEqualTo(first.get("new_ip_address"));
            signal(client, "USR1"); // by unicast, routed past the relay
            assertThat(host.await("renew")).containsEntry("ip", second.get("ip"));
            signal(client, "USR2"); // arrives twice: routed, and relayed once more
            Await.until("release", () -> state(second.get("ip")).equals("released"));
            client.destroyForcibly().waitFor();
        } finally {
            relay.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRelayNamesTheLinkBesideItsOwnAddress() throws IOException, InterruptedException {
        Network.require("dhcrelay", "isc-dhcp-relay");
        var relay = network.relay("-U", "card0", "-id", "far0"); // giaddr 192.168.77.2, RFC 3527: 192.168.78.1
        try {
            var lease = network.client("named", "52:54:00:00:01:08", "far0").dhclient("BOUND");

            assertThat(lease.get("new_ip_address")).startsWith("192.168.78.1");
            assertThat(lease).containsEntry("new_routers", "192.168.78.1");
        } finally {
            relay.destroyForcibly().waitFor();
        }
    }

    @Test
    void twoSubnetsOfOneLinkAreUsedInTurn() throws IOException, InterruptedException {
        Network.require("dhcrelay", "isc-dhcp-relay");
        var relay = network.relay("-a", "-iu", "card0", "-id", "hall0");
        try {
            var first = network.client("hall1", "52:54:00:00:01:09", "hall0").dhclient("BOUND");
            assertThat(first).containsEntry("new_ip_address", "192.168.79.100");

            var host = network.client("hall2", "52:54:00:00:01:0a", "hall0");
            var client = host.udhcpc();
            assertThat(host.await("bound"))
                    .containsEntry("ip", "192.168.80.100")
                    .containsEntry("router", "192.168.80.1");
            signal(client, "USR1");
            assertThat(host.await("renew")).containsEntry("ip", "192.168.80.100");
            client.destroyForcibly().waitFor();
        } finally {
            relay.destroyForcibly().waitFor();
        }
    }

    @Test
    void anInterfaceThatIsMadeAnewIsServedAgain() {
        network.onServer("ip link del rack0");
        Await.until("loss noticed", () -> health().contains("does not exist"));
        network.makeRack();
        awaitReady();

        var lease = network.client("anew", "52:54:00:00:01:05", "rack0").dhclient("BOUND");

        assertThat(lease.get("new_ip_address")).startsWith("192.168.77.1");
    }

    @Test
    void aLeaseOutlivesAKill() throws IOException, InterruptedException {
        var lease = network.client("kept", "52:54:00:00:01:06", "rack0").dhclient("BOUND");

        server.destroyForcibly().waitFor();
        server = startServer();
        awaitReady();

        assertThat(state(lease.get("new_ip_address"))).isEqualTo("bound");
        var other = network.client("new", "52:54:00:00:01:07", "rack0").dhclient("BOUND");
        assertThat(other.get("new_ip_address")).isNotEqualTo(lease.get("new_ip_address"));
    }

    private static Process startServer() throws IOException {
        return network.start(
                "server",
                Packaged.command(List.of(
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        "dhcp.subnets.rack.network=192.168.77.0/24",
                        "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                        "dhcp.subnets.rack.routers=192.168.77.1",
                        "dhcp.subnets.rack.domain-name-servers=192.168.77.1,192.168.77.3",
                        "dhcp.subnets.rack.domain-name=rack.example",
                        "dhcp.subnets.rack.lease-time=10M",
                        "dhcp.subnets.far.network=192.168.78.0/24",
                        "dhcp.subnets.far.ranges=192.168.78.100-192.168.78.199",
                        "dhcp.subnets.far.routers=192.168.78.1",
                        "dhcp.subnets.east.network=192.168.79.0/24",
                        "dhcp.subnets.east.ranges=192.168.79.100",
                        "dhcp.subnets.east.shared-network=hall",
                        "dhcp.subnets.west.network=192.168.80.0/24",
                        "dhcp.subnets.west.ranges=192.168.80.100-192.168.80.199",
                        "dhcp.subnets.west.routers=192.168.80.1",
                        "dhcp.subnets.west.shared-network=hall")));
    }

    /// SIGTERM ends it in good order.
    private static void terminate() throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).as("ends in time").isTrue();
        assertThat(network.log("server")).contains("dhcp-service stopped").doesNotContain("ERROR");
    }

    private static void awaitReady() {
        Await.until("readiness", () -> health().contains("192.168.77.1"));
    }

    private static String health() {
        return network.http("q/health/ready");
    }

    private static String state(String address) {
        return io.restassured.path.json.JsonPath.from(network.onServer("curl -sf -m 5 http://127.0.0.1:8067/leases"))
                .getString("find { it.address == '" + address + "' }.state");
    }

    private static void signal(Process client, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(client.pid()))
                .start()
                .waitFor();
    }
}
