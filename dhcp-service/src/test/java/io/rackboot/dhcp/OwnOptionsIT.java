package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients of other people understand the options of an operator's own, as the packaged service sends them, and take a
/// lease in two messages.
class OwnOptionsIT {
    private static final String CONFIGURATION = """
            option classless-routes code 121 = array of unsigned integer 8;
            option row code 224 = text;
            option wpad code 252 = text;
            also request ntp-servers, interface-mtu, domain-search, classless-routes, row;
            """;

    @TempDir
    private static Path directory;

    private static Network network;

    @BeforeAll
    static void start() throws IOException {
        network = Network.create(directory);
        network.makeRack();
        network.start(
                "server",
                Packaged.command(List.of(
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        "dhcp.router-advertisements=false",
                        "dhcp.rapid-commit=true",
                        "dhcp.options.ntp-servers=192.168.77.7,192.168.77.8",
                        "dhcp.options.interface-mtu=9000",
                        "dhcp.options.domain-search=rack.example,lab.rack.example",
                        "dhcp.forced-options.wpad=http://192.168.77.1/wpad.dat",
                        "dhcp.client-classes.small.hardware-addresses=52:54:00:00:03:02",
                        "dhcp.client-classes.small.options.26=1400",
                        "dhcp.subnets.rack.network=192.168.77.0/24",
                        "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                        "dhcp.subnets.rack.routers=192.168.77.1",
                        "dhcp.subnets.rack.options.classless-static-routes=10.0.0.0/8 via 192.168.77.2",
                        "dhcp.subnets.rack.options.224=string:row 7",
                        "dhcp.subnets.rack.lease-time=1H",
                        "dhcp.subnets.rack.renewal-time=10M",
                        "dhcp.subnets.rack.rebinding-time=20M")));
        network.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void dhclientUnderstandsThem() {
        var lease = network.client("dhc", "52:54:00:00:03:01", "rack0").dhclientWith(CONFIGURATION);

        assertThat(lease)
                .containsEntry("new_ntp_servers", "192.168.77.7 192.168.77.8")
                .containsEntry("new_interface_mtu", "9000")
                .containsEntry("new_domain_search", "rack.example. lab.rack.example.")
                .containsEntry("new_classless_routes", "8 10 192 168 77 2 0 192 168 77 1")
                .containsEntry("new_row", "row 7")
                .containsEntry("new_wpad", "http://192.168.77.1/wpad.dat") // it did not ask for that
                .containsEntry("new_dhcp_renewal_time", "600")
                .containsEntry("new_dhcp_rebinding_time", "1200")
                .doesNotContainKey("new_routers");
    }

    @Test
    void udhcpcUnderstandsThem() throws IOException, InterruptedException {
        var host = network.client("udh", "52:54:00:00:03:02", "rack0");
        var client = host.udhcpc(
                "-O", "ntpsrv", "-O", "mtu", "-O", "search", "-O", "staticroutes", "-O", "224", "-O", "router");

        assertThat(host.await("bound"))
                .containsEntry("ntpsrv", "192.168.77.7 192.168.77.8")
                .containsEntry("mtu", "1400")
                .containsEntry("search", "rack.example lab.rack.example")
                .containsEntry("staticroutes", "10.0.0.0/8 192.168.77.2 0.0.0.0/0 192.168.77.1")
                .containsEntry("opt224", "726f772037")
                .doesNotContainKey("router");
        client.destroyForcibly().waitFor();
    }

    @Test
    void dhcpcdTakesALeaseInTwoMessages() throws IOException {
        var host = network.client("cpcd", "52:54:00:00:03:03", "rack0");
        var replies = host.seeReplies();

        host.dhcpcd("-o", "rapid_commit");

        var ack = replies.messages(1);
        assertThat(ack).hasSize(1);
        assertThat(ack.getFirst().messageType()).contains(MessageType.DHCPACK);
        assertThat(ack.getFirst().options().contains(OptionCode.RAPID_COMMIT)).isTrue();
        assertThat(network.onServer("curl -sf -m 5 http://127.0.0.1:8067/leases"))
                .contains("\"" + ack.getFirst().yiaddr() + "\"");
    }
}
