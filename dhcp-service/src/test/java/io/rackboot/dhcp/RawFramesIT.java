package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How replies of the packaged service look on the wire to clients that have no address yet.
class RawFramesIT {
    private static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    private static final String BYSTANDER = "52:54:00:00:02:01";
    private static final String FIRST = "52:54:00:00:02:02";
    private static final String SECOND = "52:54:00:00:02:03";
    private static final String LOUD = "52:54:00:00:02:04";
    private static final String BROADCASTS = "replies to clients that have no address yet are broadcast";

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
    void aClientThatDoesNotAskForBroadcastGetsFramesThatNobodyElseHears() throws IOException {
        startServer(List.of());
        var bystander = network.client("by", BYSTANDER, "rack0");
        var dhclient = network.client("dhc", FIRST, "rack0");
        var udhcpc = network.client("udh", SECOND, "rack0");
        var loud = network.client("loud", LOUD, "rack0");
        var overheard = bystander.seeReplies();

        var dhclientReplies = dhclient.seeReplies();
        var address = dhclient.dhclient("BOUND").get("new_ip_address");
        dhclientReplies.areFramesFor(FIRST, address, serverMac(), SERVER);
        tcpdumpFindsNoFault(dhclientReplies);

        var udhcpcReplies = udhcpc.seeReplies();
        udhcpc.udhcpc();
        udhcpcReplies.areFramesFor(SECOND, udhcpc.await("bound").get("ip"), serverMac(), SERVER);
        tcpdumpFindsNoFault(udhcpcReplies);

        loud.udhcpc("-B");
        loud.await("bound");
        assertThat(overheard.clients(2)).containsExactly(LOUD, LOUD);
        assertThat(network.log("server")).contains("interface rack0 is served").doesNotContain(BROADCASTS);
    }

    @Test
    void aClientThatAsksForBroadcastGetsIt() throws IOException {
        startServer(List.of());
        var client = network.client("loud", LOUD, "rack0");

        var replies = client.seeReplies();
        client.udhcpc("-B");
        client.await("bound");

        replies.areBroadcasts(serverMac());
    }

    @Test
    void withoutTheCapabilityRepliesAreBroadcastWhichTheLogSaysOnce() throws IOException {
        Network.require("setpriv", "util-linux");
        startServer(List.of(), "setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw");

        var first = network.client("dhc", FIRST, "rack0");
        var firstReplies = first.seeReplies();
        first.dhclient("BOUND");
        firstReplies.areBroadcasts(serverMac());

        network.onServer("ip link del rack0");
        Await.until("loss noticed", () -> health().contains("does not exist"));
        network.makeRack();
        awaitReady();
        var second = network.client("udh", SECOND, "rack0");
        var secondReplies = second.seeReplies();
        second.udhcpc();
        second.await("bound");
        secondReplies.areBroadcasts(serverMac());

        assertThat(network.log("server").lines().filter(line -> line.contains(BROADCASTS)))
                .singleElement()
                .asString()
                .contains("WARN")
                .endsWith("interface rack0: " + BROADCASTS + ", frames to their hardware addresses cannot be sent:"
                        + " operation not permitted (CAP_NET_RAW is missing)");
    }

    @Test
    void whereTheOperatorWantsItAllRepliesAreBroadcast() throws IOException {
        startServer(List.of("dhcp.always-broadcast=true"));
        var client = network.client("udh", SECOND, "rack0");

        var replies = client.seeReplies();
        client.udhcpc();
        client.await("bound");

        replies.areBroadcasts(serverMac());
    }

    private void startServer(List<String> more, String... wrapper) throws IOException {
        var settings = new ArrayList<>(List.of(
                "dhcp.interfaces=rack0",
                "dhcp.state-directory=" + directory.resolve("state"),
                "dhcp.subnets.rack.network=192.168.77.0/24",
                "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                // Its trouble without the capability is a story of its own.
                "dhcp.router-advertisements=false"));
        settings.addAll(more);
        var command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(Packaged.command(settings)));
        network.start("server", command.toArray(String[]::new));
        awaitReady();
    }

    /// A bridge has the lowest address of its ports, another one when a port comes: of this moment.
    private String serverMac() {
        return network.onServer("cat /sys/class/net/rack0/address").strip();
    }

    /// Checksums above all.
    private void tcpdumpFindsNoFault(SeenReplies replies) {
        assertThat(network.sh("tcpdump -nn -vv -r " + replies.file() + " 2>&1"))
                .containsPattern("(?s)\\[udp sum ok].*\\[udp sum ok]")
                .doesNotContain("bad", "truncated");
    }

    private void awaitReady() {
        Await.until("readiness", () -> health().contains("192.168.77.1"));
    }

    private String health() {
        return network.http("q/health/ready");
    }
}
