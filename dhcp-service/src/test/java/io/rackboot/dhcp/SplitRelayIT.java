package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// dnsmasq 2.92 as a split relay between networks that no packet is forwarded between: it names the link (RFC 3527),
/// has clients take itself for the server (RFC 5107) and says which of them spoke to it alone (RFC 5010).
class SplitRelayIT {
    @TempDir
    private Path directory;

    private Network network;
    private Process server;

    @BeforeEach
    void start() throws IOException {
        network = Network.create(directory);
        var dnsmasq = dnsmasq();
        Assumptions.assumeFalse(dnsmasq.isEmpty(), "no dnsmasq here has --dhcp-split-relay");
        network.makeRack();
        server = startServer();
        network.makeRelay();
        var command = dnsmasq + " --no-daemon --conf-file=/dev/null --user=root --port=0"
                + " --dhcp-split-relay=192.168.78.1,192.168.77.1,card0";
        network.start("relay", command.split(" "));
        Await.until("the relay", () -> network.log("relay").contains("DHCP split-relay from 192.168.78.1"));
    }

    @AfterEach
    void stop() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void aClientGetsConfirmsAndReleasesALeaseOfTheRelay() {
        var host = network.client("split", "52:54:00:00:07:01", "far0");

        var bound = host.dhclient("BOUND");

        assertThat(bound)
                .containsEntry("new_ip_address", "192.168.78.100")
                .containsEntry("new_routers", "192.168.78.1")
                .containsEntry("new_dhcp_server_identifier", "192.168.78.1");
        host.run("pkill -F " + directory.resolve("split.pid"));
        assertThat(host.dhclient("REBOOT"))
                .containsEntry("new_ip_address", "192.168.78.100")
                .containsEntry("new_dhcp_server_identifier", "192.168.78.1");
        host.dhclientRelease();
        Await.until("release", () -> states().equals(List.of("released")));
    }

    @Test
    void aClientRenewsWithTheRelayWhatTheServerHasNoRecordOf() throws IOException, InterruptedException {
        var host = network.client("split", "52:54:00:00:07:02", "far0");
        var client = host.udhcpc();
        assertThat(host.await("bound")).containsEntry("ip", "192.168.78.100").containsEntry("serverid", "192.168.78.1");

        server.destroyForcibly().waitFor();
        network.sh("rm -r " + directory.resolve("state"));
        server = startServer();
        assertThat(states()).isEmpty();
        host.run("kill -USR1 " + client.pid());

        assertThat(host.await("renew")).containsEntry("ip", "192.168.78.100");
        assertThat(states()).containsExactly("bound");
        host.run("kill -USR2 " + client.pid());
        Await.until("release", () -> states().equals(List.of("released")));
    }

    /// One of several servers: it is silent to a client that it has no record of, unless the client renews.
    private Process startServer() throws IOException {
        var process = network.start(
                "server",
                Packaged.command(List.of(
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        "dhcp.authoritative=false",
                        "dhcp.subnets.rack.network=192.168.77.0/24",
                        "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                        "dhcp.subnets.far.network=192.168.78.0/24",
                        "dhcp.subnets.far.ranges=192.168.78.100-192.168.78.199",
                        "dhcp.subnets.far.routers=192.168.78.1")));
        network.awaitReady();
        return process;
    }

    private List<String> states() {
        return JsonPath.from(network.http("leases")).getList("state");
    }

    /// The system's own, or that of the benchmark's root of Debian's unstable suite, or none.
    private String dnsmasq() {
        return network.sh("""
                for program in dnsmasq "chroot ${XDG_CACHE_HOME:-$HOME/.cache}/rackboot/debian-sid dnsmasq"; do
                  if $program --help 2>/dev/null | grep -q dhcp-split-relay; then echo -n $program; exit; fi
                done
                """);
    }
}
