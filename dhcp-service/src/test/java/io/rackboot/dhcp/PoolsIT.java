package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueConfiguration;
import io.rackboot.events.Ipv4;
import io.rackboot.events.Json;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.SwitchPort;
import io.rackboot.nats.testing.NatsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Clients of other people get what the rules of their pool say, from the packaged service. In order: the flood takes
/// what there is in its subnet.
@TestMethodOrder(MethodOrderer.MethodName.class)
class PoolsIT {
    private static final String KNOWN = "52:54:00:00:02:01";

    /// No card has this address: its machine is what is plugged in behind the relay's interface `far0`.
    private static final String PLUGGED = "52:54:00:00:02:02";

    /// Without an address of its own, switched on in the flood.
    private static final String AWAITED = "52:54:00:00:02:03";

    @TempDir
    private static Path directory;

    private static Network network;
    private static NatsServer nats;
    private static Process way;

    @BeforeAll
    static void start() throws IOException, InterruptedException, JetStreamApiException {
        Network.require("socat", "socat");
        network = Network.create(directory);
        network.makeRack();
        nats = NatsServer.start();
        documents();
        natsForTheServerHost();
        network.start(
                "server",
                Packaged.command(List.of(
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        "nats.servers=nats://127.0.0.1:4222",
                        "dhcp.subnets.rack.network=192.168.77.0/24",
                        "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.119",
                        "dhcp.subnets.rack.exclusions=192.168.77.100-192.168.77.101",
                        "dhcp.subnets.rack.lease-time=1H",
                        "dhcp.subnets.rack.min-lease-time=10M",
                        "dhcp.subnets.rack.max-lease-time=2H",
                        "dhcp.subnets.rack.unknown-lease-time=2M",
                        "dhcp.subnets.far.network=192.168.78.0/24",
                        "dhcp.subnets.far.ranges=192.168.78.100-192.168.78.199",
                        "dhcp.subnets.far.routers=192.168.78.1",
                        "dhcp.subnets.far.unknown-clients=deny",
                        "dhcp.subnets.hall.network=192.168.79.0/24",
                        "dhcp.subnets.hall.ranges=192.168.79.100-192.168.79.199",
                        "dhcp.subnets.hall.unknown-clients=deny")));
        Await.until("documents", () -> metrics().contains("dhcp_machines 3.0"));
        network.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (network != null) {
            network.close();
        }
        if (way != null) {
            way.destroyForcibly();
        }
        if (nats != null) {
            nats.close();
        }
    }

    @Test
    void aClientAsksForItsLeaseTime() throws IOException {
        var conf = Files.writeString(directory.resolve("wish.conf"), "send dhcp-lease-time 1200;\n");

        var known = network.client("known", KNOWN, "rack0").dhclient("BOUND", "-cf", conf.toString());
        var unknown = network.client("unknown", "52:54:00:00:02:11", "rack0").dhclient("BOUND", "-cf", conf.toString());

        assertThat(known).containsEntry("new_dhcp_lease_time", "1200");
        assertThat(unknown).containsEntry("new_dhcp_lease_time", "120");
        assertThat(List.of(known.get("new_ip_address"), unknown.get("new_ip_address")))
                .doesNotContain("192.168.77.100", "192.168.77.101");
    }

    @Test
    void aMachineIsKnownByItsPortAndAnotherIsDenied() throws IOException, InterruptedException {
        Network.require("dhcrelay", "isc-dhcp-relay");
        var relay = network.relay("-a", "-iu", "card0", "-id", "far0", "-id", "hall0");
        try {
            var host = network.client("plugged", "52:54:00:00:02:12", "far0");
            var client = host.udhcpc();
            assertThat(host.await("bound")).containsEntry("ip", "192.168.78.50").containsEntry("lease", "3600");
            new ProcessBuilder("kill", "-USR1", Long.toString(client.pid()))
                    .start()
                    .waitFor(); // by unicast, past the relay that names the port
            assertThat(host.await("renew")).containsEntry("ip", "192.168.78.50");
            client.destroyForcibly().waitFor();

            var other = network.client("denied", "52:54:00:00:02:14", "hall0");
            other.run("timeout 10 udhcpc -f -n -q -i eth0 -t 2 -T 1 -s /bin/true && exit 1 || true");
            Await.until(
                    "a denial",
                    () -> metrics().contains("dhcp_silences_total{reason=\"unknown-machine\"}")
                            && !metrics().contains("dhcp_silences_total{reason=\"unknown-machine\"} 0.0"));
        } finally {
            relay.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFloodLeavesTheAwaitedMachineItsAddress() throws IOException, InterruptedException {
        Network.require("perfdhcp", "kea-admin");
        var flooder = network.client("flooder", "52:54:00:00:02:13", "rack0");
        flooder.run("ip addr add 192.168.77.250/24 dev eth0");

        // Whole exchanges of ever new clients; it ends with an error, as most get no answer.
        flooder.run("bash -c 'timeout 30 perfdhcp -4 -r 200 -R 100000 -n 1000 -b mac=02:00:00:00:00:00"
                + " -l 192.168.77.250 192.168.77.1 || true'");

        Await.until(
                "refusals",
                () -> metrics().contains("dhcp_silences_total{reason=\"no-free-address\"}")
                        && !metrics().contains("dhcp_silences_total{reason=\"no-free-address\"} 0.0"));
        var awaited = network.client("awaited", AWAITED, "rack0").dhclient("BOUND");
        assertThat(awaited.get("new_ip_address")).startsWith("192.168.77.1");
        assertThat(awaited).containsEntry("new_dhcp_lease_time", "3600");
    }

    private static void documents() throws IOException, InterruptedException, JetStreamApiException {
        var connection = Nats.connect(nats.url());
        try {
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder().name("machines").build());
            var machines = connection.keyValue("machines");
            for (var document : List.of(
                    document(KNOWN, Optional.of("192.168.77.20"), Optional.empty()),
                    document(
                            PLUGGED,
                            Optional.of("192.168.78.50"),
                            Optional.of(new SwitchPort(
                                    Optional.of(HexFormat.of().formatHex("far0".getBytes(StandardCharsets.US_ASCII))),
                                    Optional.empty()))),
                    document(AWAITED, Optional.empty(), Optional.empty()))) {
                machines.put(document.id().text(), Json.mapper().writeValueAsBytes(document));
            }
        } finally {
            connection.close();
        }
    }

    private static MachineDocument document(String mac, Optional<String> address, Optional<SwitchPort> port) {
        var id = MachineId.ofMac(mac).orElseThrow();
        return new MachineDocument(
                id,
                List.of(id),
                Optional.empty(),
                Optional.empty(),
                new Rack("r1"),
                Optional.empty(),
                address.map(Ipv4::new),
                Optional.empty(),
                Optional.empty(),
                Loader.AUTO,
                Optional.empty(),
                Optional.empty(),
                port);
    }

    /// The server host has no way out: a Unix socket leads from its loopback to this one's.
    private static void natsForTheServerHost() throws IOException {
        var socket = directory.resolve("nats.sock");
        var port = nats.url().substring(nats.url().lastIndexOf(':') + 1);
        way = new ProcessBuilder("socat", "UNIX-LISTEN:" + socket + ",fork", "TCP:127.0.0.1:" + port)
                .inheritIO()
                .start();
        Await.until("the way to NATS", () -> Files.exists(socket));
        network.start("server", "socat", "TCP-LISTEN:4222,bind=127.0.0.1,fork,reuseaddr", "UNIX-CONNECT:" + socket);
    }

    private static String metrics() {
        return network.http("q/metrics");
    }
}
