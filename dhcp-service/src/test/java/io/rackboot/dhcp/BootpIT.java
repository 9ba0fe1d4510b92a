package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `bootptest` asks the packaged service, as a client and through isc-dhcp-relay.
class BootpIT {
    @TempDir
    private Path directory;

    private Network network;

    @BeforeEach
    void start() throws IOException {
        network = Network.create(directory);
        Network.require("bootptest", "bootp");
        network.makeRack();
        network.start(
                "server",
                Packaged.command(List.of(
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        // It hears nothing but what comes to an address of its own, or to all.
                        "dhcp.always-broadcast=true",
                        "dhcp.subnets.rack.network=192.168.77.0/24",
                        "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                        "dhcp.subnets.rack.routers=192.168.77.1",
                        "dhcp.subnets.rack.bootp=dynamic",
                        "dhcp.subnets.far.network=192.168.78.0/24",
                        "dhcp.subnets.far.ranges=192.168.78.100-192.168.78.199",
                        "dhcp.subnets.far.routers=192.168.78.1",
                        "dhcp.subnets.far.bootp=dynamic")));
        Await.until("readiness", () -> network.http("q/health/ready").contains("192.168.77.1"));
    }

    @AfterEach
    void end() {
        network.close();
    }

    @Test
    void aClientIsGivenAnAddressAndAFileForEver() {
        var client = network.client("bootp", "52:54:00:00:04:01", "rack0");
        client.run("ip addr add 192.168.77.9/24 dev eth0");

        var printed = client.run("bootptest -h 192.168.77.1");

        assertThat(printed)
                .containsPattern("Recvd from 192.168.77.1 \\(reply\\) xid:\\d+ Y:192.168.77.100 S:192.168.77.1"
                        + " sname:\"192.168.77.1\" file:\"525400000401/undionly.kpxe\" vend-rfc1395"
                        + " SM:255.255.255.0 GW:192.168.77.1 IP-bcast1:C0.A8.4D.FF\n");
        assertThat(network.http("leases"))
                .contains("\"address\":\"192.168.77.100\"", "\"chaddr\":\"52:54:00:00:04:01\"")
                .contains("\"expires\":\"9999-12-31T23:59:59Z\"", "\"state\":\"bound\"");
        assertThat(network.log("server"))
                .contains("BOOTREPLY 192.168.77.100 with boot file 525400000401/undionly.kpxe (xid ");

        assertThat(client.run("bootptest -h -f vmlinuz 192.168.77.1"))
                .contains("Y:192.168.77.100")
                .contains("file:\"525400000401/vmlinuz\"");
    }

    @Test
    void aRelayedClientIsGivenAnAddressOfItsLink() throws IOException, InterruptedException {
        Network.require("dhcrelay", "isc-dhcp-relay");
        var relay = network.relay("-a", "-iu", "card0", "-id", "far0");
        try {
            var client = network.client("far", "52:54:00:00:04:02", "far0");
            client.run("ip addr add 192.168.78.100/24 dev eth0");

            // The relay itself is asked: the program does not broadcast.
            var printed = client.run("bootptest -h 192.168.78.1");

            assertThat(printed)
                    .contains("Y:192.168.78.100")
                    .contains("G:192.168.78.1")
                    .contains("file:\"525400000402/undionly.kpxe\"");
        } finally {
            relay.destroyForcibly().waitFor();
        }
    }
}
