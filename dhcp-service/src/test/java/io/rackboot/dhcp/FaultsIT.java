package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.nats.testing.FreePort;
import io.rackboot.nats.testing.NatsServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A full disk and an absent NATS, each by itself: health, metrics and log of the packaged service tell which it is.
class FaultsIT {
    @TempDir
    private Path directory;

    private final int port = FreePort.tcp();

    @Test
    void anAbsentNatsIsShownAndHarmsNobody() throws IOException, InterruptedException {
        var site = Site.in(directory.resolve("state"));
        try (var nats = NatsServer.start();
                var service = start(site, nats.url());
                var client = TestClient.client(site)) {
            Await.until("connection", () -> connected().equals("true"));

            nats.kill();

            Await.until("loss", () -> connected().equals("false"));
            assertThat(status("/q/health/ready")).isEqualTo(200);
            assertThat(status("/q/health/live")).isEqualTo(200);
            var machine = Messages.of("52:54:00:00:04:01");
            client.patience(1000);
            client.ask(machine.request(client.ask(machine.pxeDiscover())));
            assertThat(metric("dhcp_outbox_facts")).isGreaterThanOrEqualTo(2);

            nats.restart();
            Await.until("facts", () -> metric("dhcp_outbox_facts") == 0);
            service.terminate();
            service.awaitEnd();
            assertThat(service.log())
                    .contains("lost the connection to NATS", "dhcp-service stopped")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void aFullDiskIsShownAndNothingIsPromisedUntilItHasRoom() throws IOException, InterruptedException {
        var disk = Files.createDirectory(directory.resolve("disk"));
        mount(disk, "rw");
        try {
            fullDisk(disk);
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aReadOnlyDiskStopsTheStart() throws IOException, InterruptedException {
        var disk = Files.createDirectory(directory.resolve("disk"));
        mount(disk, "ro");
        try (var service = Service.start(Site.in(disk.resolve("state")), directory, List.of())) {
            assertThat(service.awaitEnd()).isOne();
            assertThat(service.log())
                    .contains("dhcp-service cannot start: ", "dhcp.state-directory", "Read-only file system");
        } finally {
            run("umount", disk.toString());
        }
    }

    private void fullDisk(Path disk) throws IOException, InterruptedException {
        var site = Site.in(disk.resolve("state"));
        try (var nats = NatsServer.start();
                var service = start(site, nats.url());
                var client = TestClient.client(site)) {
            Await.until("connection", () -> connected().equals("true"));
            var rest = disk.resolve("rest");
            fill(rest);
            client.patience(200);
            int[] number = {0};
            Await.until("the end of the room", () -> {
                ask(client, number[0]++);
                return status("/q/health/live") == 503;
            });

            var health = RestAssured.given().port(port).get("/q/health/live").then();
            assertThat(health.extract().<String>path("checks.find { it.name == 'journal' }.status"))
                    .isEqualTo("DOWN");
            assertThat(health.extract().<String>path("checks.find { it.name == 'journal' }.data.reason"))
                    .contains("No space left on device");
            assertThat(connected()).isEqualTo("true");
            assertThat(metric("dhcp_dropped_requests_total{reason=\"not-durable\"}"))
                    .isPositive();
            var machine = Messages.of("52:54:00:00:04:02");
            client.send(machine.reboot(Ip4Address.parse("127.0.1.7")));
            assertThat(client.hears(reply -> reply.chaddr().equals(machine.chaddr())))
                    .as("a promise")
                    .isFalse();

            Files.delete(rest);
            Await.until("leases again", () -> {
                var request = machine.discover();
                client.send(request);
                return client.hears(reply -> reply.xid().equals(request.xid()))
                        && ask(client, number[0]++)
                        && status("/q/health/live") == 200;
            });
            service.terminate();
            service.awaitEnd();
            assertThat(service.log())
                    .contains(
                            "leases cannot be written, clients that want one get no answer: ",
                            "leases are written again",
                            "dhcp-service stopped");
        }
    }

    /// {@return whether a client that asks for an address is given it}
    private static boolean ask(TestClient client, int number) {
        var machine = Messages.of("525405%06x".formatted(number));
        var discover = machine.discover();
        client.send(discover);
        var offers = new ArrayList<DhcpMessage>();
        client.hears(reply -> reply.xid().equals(discover.xid()) && offers.add(reply));
        if (offers.isEmpty()) {
            return false;
        }
        var request = machine.request(offers.getFirst());
        client.send(request);
        return client.hears(reply ->
                reply.xid().equals(request.xid()) && reply.messageType().equals(Optional.of(MessageType.DHCPACK)));
    }

    private Service start(Site site, String nats) throws IOException {
        return Service.start(
                        site,
                        directory,
                        port,
                        List.of(
                                "nats.servers=" + nats,
                                "dhcp.subnets.rack.network=127.0.0.0/16",
                                "dhcp.subnets.rack.ranges=127.0.1.0-127.0.200.255"))
                .awaitAnswers();
    }

    private String connected() {
        return RestAssured.given()
                .port(port)
                .get("/q/health/ready")
                .path("checks.find { it.name == 'nats' }.data.connected")
                .toString();
    }

    private int status(String path) {
        return RestAssured.given().port(port).get(path).statusCode();
    }

    private double metric(String name) {
        return RestAssured.given()
                .port(port)
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            for (; ; ) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    /// A disk of 1 MiB, where this machine allows it.
    private static void mount(Path at, String access) throws IOException, InterruptedException {
        if (run("mount", "-t", "tmpfs", "-o", "size=1m," + access, "rackboot-test", at.toString()) != 0) {
            assertThat(System.getenv("CI"))
                    .as("CI, where a tmpfs must be to be had")
                    .isNotEqualTo("true");
            Assumptions.abort("no tmpfs can be mounted");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
