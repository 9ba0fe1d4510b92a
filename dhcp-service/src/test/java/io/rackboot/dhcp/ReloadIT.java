package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The configuration file of the packaged service changes while clients of other people have leases and ask for more.
class ReloadIT {
    private static final String RACK = """
            dhcp.interfaces=rack0
            dhcp.subnets.rack.network=192.168.77.0/24
            dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199
            dhcp.subnets.rack.routers=192.168.77.1
            dhcp.subnets.rack.lease-time=10M
            """;
    private static final String SECOND_RACK = """
            dhcp.subnets.second.network=192.168.81.0/24
            dhcp.subnets.second.ranges=192.168.81.100-192.168.81.199
            """;

    @TempDir
    private Path directory;

    private Path file;
    private Network network;
    private Process server;

    @BeforeEach
    void start() throws IOException {
        network = Network.create(directory);
        network.makeRack();
        file = Files.writeString(directory.resolve("dhcp.properties"), RACK);
        var service = Packaged.command(List.of(
                "dhcp.state-directory=" + directory.resolve("state"), "quarkus.config.locations=" + file.toUri()));
        // A shell that ignores SIGHUP would have its children ignore it too.
        server = network.start(
                "server",
                Stream.concat(Stream.of("env", "--default-signal=HUP"), Stream.of(service))
                        .toArray(String[]::new));
        network.awaitReady();
    }

    @AfterEach
    void end() throws InterruptedException {
        try {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).as("ends in time").isTrue();
            assertThat(network.log("server")).contains("dhcp-service stopped");
        } finally {
            network.close();
        }
    }

    @Test
    void aHangUpBringsAnotherRangeAndLeasesOutsideItAreNotRenewed() throws IOException, InterruptedException {
        var host = network.client("udh", "52:54:00:00:03:01", "rack0");
        var client = host.udhcpc();
        assertThat(host.await("bound")).containsEntry("ip", "192.168.77.100");
        var stayer = network.client("dhc", "52:54:00:00:03:02", "rack0");
        stayer.dhclient("BOUND");

        Files.writeString(
                file,
                RACK.replace("77.100-192.168.77.199", "77.101-192.168.77.120")
                        .replace("routers=192.168.77.1", "routers=192.168.77.9"));
        signal(server, "HUP");
        Await.until(
                "change",
                () -> network.log("server").contains("the changed configuration is in force: rack 192.168.77.0/24"));

        assertThat(state("192.168.77.100")).isEqualTo("bound");
        signal(client, "USR1");
        host.await("nak");
        Await.until(
                "a new lease", () -> "192.168.77.102".equals(host.await("bound").get("ip")));
        assertThat(host.await("bound")).containsEntry("router", "192.168.77.9");
        assertThat(state("192.168.77.100")).isEqualTo("released");
        stayer.run("pkill -F " + directory.resolve("dhc.pid"));
        assertThat(stayer.dhclient("REBOOT"))
                .containsEntry("new_ip_address", "192.168.77.101")
                .containsEntry("new_routers", "192.168.77.9");
        client.destroyForcibly().waitFor();
    }

    @Test
    void aWrongConfigurationIsRefusedAsAWholeAndTheFormerOneStays() throws IOException {
        Files.writeString(
                file,
                RACK.replace("77.100-192.168.77.199", "77.200-192.168.77.220")
                        + "dhcp.subnets.second.network=192.168.77.128/25\n");

        var answer = reload(422);

        var reason = "dhcp.subnets.second.network: 192.168.77.128/25 overlaps 192.168.77.0/24 of dhcp.subnets.rack";
        assertThat(answer.getString("detail")).isEqualTo(reason);
        assertThat(network.log("server"))
                .contains("the changed configuration is not used, the former one stays: " + reason);
        assertThat(network.http("q/metrics"))
                .contains("dhcp_reloads_total{outcome=\"refused\"} 1.0", "dhcp_configuration_in_force 0.0");
        assertThat(network.client("dhc", "52:54:00:00:03:03", "rack0").dhclient("BOUND"))
                .containsEntry("new_ip_address", "192.168.77.100");

        Files.writeString(file, RACK);
        assertThat(reload(200).getString("outcome")).isEqualTo("unchanged");
        assertThat(network.http("q/metrics")).contains("dhcp_configuration_in_force 1.0");
    }

    @Test
    void interfacesAppearAndGoWithTheConfiguration() throws IOException {
        network.sh("""
                ip -n $server link add rack1 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
                ip -n $server addr add 192.168.81.1/24 dev rack1
                ip -n $server link set rack1 up
                """);

        Files.writeString(file, RACK.replace("=rack0", "=rack0,rack1") + SECOND_RACK);
        var answer = reload(200);

        assertThat(answer.getString("interfaces.rack1")).isEqualTo("192.168.81.1");
        assertThat(answer.getString("subnets.second")).isEqualTo("192.168.81.0/24");
        assertThat(network.client("second", "52:54:00:00:03:04", "rack1").dhclient("BOUND"))
                .containsEntry("new_ip_address", "192.168.81.100");
        assertThat(network.http("q/metrics"))
                .contains(
                        "dhcp_addresses{state=\"bound\",subnet=\"second\"} 1.0",
                        "dhcp_addresses{state=\"size\",subnet=\"second\"} 100.0");

        Files.writeString(file, RACK);
        reload(200);

        assertThat(network.http("q/metrics")).doesNotContain("subnet=\"second\"");
        assertThat(network.http("q/health/ready")).contains("rack0").doesNotContain("rack1");
        Await.until("its socket is closed", () -> !network.onServer("ss -Huln").contains("%rack1:67"));
        assertThat(network.onServer("ss -Huln")).contains("%rack0:67");
        assertThat(state("192.168.81.100")).isEqualTo("bound");
        assertThat(network.client("first", "52:54:00:00:03:05", "rack0").dhclient("BOUND"))
                .containsEntry("new_ip_address", "192.168.77.100");
    }

    @Test
    void noRequestIsLostWhileTheConfigurationChanges() throws IOException, InterruptedException {
        Network.require("perfdhcp", "kea-admin");
        network.client("perf", "52:54:00:00:03:06", "rack0").run("ip addr add 192.168.77.250/24 dev eth0");
        var load = network.start(
                "perf",
                ("perfdhcp -4 -r 200 -R 60 -p 6 -d 5 -W 2000000 -b mac=02:00:00:06:00:00 -l 192.168.77.250 192.168.77.1")
                        .split(" "));

        int changes = 0;
        while (load.isAlive()) {
            changes++;
            Files.writeString(
                    file,
                    RACK.replace("lease-time=10M", "lease-time=" + (10 + changes) + "M")
                            + (changes % 2 == 0 ? SECOND_RACK : ""));
            assertThat(reload(200).getString("outcome")).isEqualTo("applied");
        }

        assertThat(load.waitFor()).as(network.log("perf")).isZero();
        assertThat(network.log("perf")).contains("drops: 0").doesNotContainPattern("drops: [1-9]");
        assertThat(changes).isGreaterThan(10);
        System.out.println("no request of "
                + network.log("perf")
                        .lines()
                        .filter(line -> line.startsWith("sent packets:"))
                        .toList()
                + " was lost in " + changes + " reloads");
    }

    private JsonPath reload(int status) {
        var answer = network.onServer("curl -s -m 20 -X POST -w '|%{http_code}' http://127.0.0.1:8067/reload");
        int bar = answer.lastIndexOf('|');
        assertThat(answer.substring(bar + 1).strip()).as(answer).isEqualTo(Integer.toString(status));
        return JsonPath.from(answer.substring(0, bar));
    }

    private String state(String address) {
        return JsonPath.from(network.http("leases/" + address)).getString("state");
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
