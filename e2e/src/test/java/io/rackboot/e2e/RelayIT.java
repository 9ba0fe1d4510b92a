package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The same on a second subnet, behind isc-dhcp-relay (which adds option 82) in a namespace of its own.
@ExtendWith(Lab.class)
class RelayIT {
    @BeforeEach
    void relay(Lab.Rack rack) {
        Tools.require("dhcrelay", "isc-dhcp-relay");
        rack.sh("""
                set -e
                ip link add far0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
                ip link set far0 up
                ip netns add relay
                ip link add vrel-up type veth peer name rup netns relay
                ip link add vrel-down type veth peer name rdown netns relay
                ip link set vrel-up master rack0 up
                ip link set vrel-down master far0 up
                ip -n relay addr add 192.168.77.2/24 dev rup
                ip -n relay addr add 192.168.78.1/24 dev rdown
                for link in lo rup rdown; do ip -n relay link set $link up; done
                for card in rup rdown; do ip netns exec relay ethtool -K $card tx off >/dev/null; done
                for card in vrel-up vrel-down; do ethtool -K $card tx off >/dev/null; done
                ip netns exec relay bash -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
                ip route replace 192.168.78.0/24 via 192.168.77.2
                """).success();
        rack.step(
                        "background",
                        "dhcrelay",
                        "ip",
                        "netns",
                        "exec",
                        "relay",
                        "dhcrelay",
                        "-4",
                        "-d",
                        "--no-pid",
                        "-a",
                        "-m",
                        "replace",
                        "-iu",
                        "rup",
                        "-id",
                        "rdown",
                        Lab.SERVER)
                .success();
    }

    @AfterEach
    void noRelay(Lab.Rack rack) {
        rack.step("signal", "KILL", "dhcrelay").success();
        rack.sh(
                        "ip netns del relay; ip link del far0; for link in vrel-up vrel-down; do ip link del $link 2>/dev/null; done; exit 0")
                .success();
    }

    @Test
    void dhclientAndUdhcpcGetLeasesOfTheFarSubnetAndCurlFetches(Lab.Rack rack) {
        rack.step("machine", "52:54:00:00:03:01", "far1", "demo").success();
        try (var client = Client.on(rack, "far0", "far1", "52:54:00:00:03:01")) {
            // When
            var lease = client.dhclient();
            // Then
            assertThat(lease.get("new_ip_address")).startsWith("192.168.78.");
            assertThat(lease)
                    .containsEntry("new_routers", "192.168.78.1")
                    .containsEntry("new_dhcp_server_identifier", Lab.SERVER);
            ClientsIT.fetchesByTftpAndHttp(rack, client, "525400000301");
        }
        try (var client = Client.on(rack, "far0", "far2", "52:54:00:00:03:02")) {
            assertThat(client.udhcpc().get("ip")).startsWith("192.168.78.");
        }
    }

    @Test
    void aMachineBehindTheRelayBoots(Lab.Rack rack) {
        // Given
        var mac = "52:54:00:00:03:03";
        rack.step("machine", mac, "far3", "demo").success();
        try (var told = Story.of(rack, "boot.r1.525400000303.>")) {
            // When
            rack.step("on", "bios", mac, "4c4c4544-0077-4a10-8031-525400000303", "far0")
                    .success();
            var story = told.until(t -> t.fact().matches("boot-complete|boot-failed"), Duration.ofSeconds(120));
            // Then
            rack.step("off", mac).success();
            assertThat(story.getLast().fact()).isEqualTo("boot-complete");
            var requested = story.getFirst().data();
            assertThat(requested.path("relay").path("giaddr").asText()).isEqualTo("192.168.78.1");
            assertThat(requested.path("relay").path("circuitId").asText()).isNotEmpty();
        }
    }
}
