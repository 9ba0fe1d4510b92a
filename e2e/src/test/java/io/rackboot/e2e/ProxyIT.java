package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Firmware that is given its address by dnsmasq, which knows nothing of booting, and its boot file by dhcp-service as
/// a proxy beside it; and firmware that chooses from a menu.
///
/// ```
///   rack0 ---+--- 192.168.77.1 dhcp-service (proxy, 67 and 4011), tftp-service, http-boot-service
///            +--- 192.168.77.3 dnsmasq: addresses .150 to .199
///            +--- the machine
/// ```
@ExtendWith(Lab.class)
class ProxyIT {
    private static final Duration BOOT = Duration.ofSeconds(120);

    @BeforeAll
    static void requireDnsmasq(Lab.Rack rack) {
        Tools.require("dnsmasq", "dnsmasq-base");
        Tools.require("ethtool", "ethtool");
        rack.sh("""
                set -e
                ip netns add addresses
                ip link add vaddr type veth peer name card netns addresses
                ip link set vaddr master rack0 up
                ip -n addresses addr add 192.168.77.3/24 dev card
                for link in lo card; do ip -n addresses link set $link up; done
                ip netns exec addresses ethtool -K card tx off >/dev/null
                ethtool -K vaddr tx off >/dev/null
                """).success();
    }

    @AfterAll
    static void serverAgain(Lab.Rack rack) {
        restart(rack);
        rack.sh("ip netns del addresses; ip link del vaddr 2>/dev/null; exit 0").success();
    }

    @ParameterizedTest(name = "{0}, the offer: {1}")
    @CsvSource({
        "bios,      file,    52:54:00:00:04:01",
        "uefi,      file,    52:54:00:00:04:02",
        "uefi-http, file,    52:54:00:00:04:03",
        "uefi,      request, 52:54:00:00:04:04",
    })
    void bootsBesideAnotherServer(String firmware, String offer, String mac, Lab.Rack rack) {
        // Given
        restart(rack, "-Ddhcp.mode=proxy", "-Ddhcp.proxy-offer=" + offer);
        var dnsmasq = "dnsmasq-" + mac.replace(":", "");
        startDnsmasq(rack, dnsmasq);
        // When
        var story = boot(rack, firmware, mac);
        // Then
        rack.step("signal", "KILL", dnsmasq).success();
        assertThat(facts(story))
                .endsWith("boot-complete")
                .contains("boot-requested", "file-fetched", "kernel-started")
                .noneMatch(fact -> fact.startsWith("lease-") || fact.equals("request-refused"));
        assertThat(rack.log(dnsmasq)).containsPattern("DHCPACK\\(card\\) 192\\.168\\.77\\.1[5-9]\\d " + mac);
        assertThat(rack.get("http://" + Lab.SERVER + ":8067/q/metrics"))
                .contains("dhcp_sent_total{type=\"DHCPNAK\"} 0.0")
                .containsPattern(
                        offer.equals("request")
                                ? "dhcp_sent_total\\{type=\"DHCPACK\"} [1-9]"
                                : "dhcp_sent_total\\{type=\"DHCPACK\"} 0\\.0");
    }

    /// EDK2 takes the first item after no time at all, and asks port 4011 for its file.
    @ParameterizedTest
    @CsvSource({"uefi, 52:54:00:00:04:05"})
    void bootsWhatStandsFirstOnTheMenu(String firmware, String mac, Lab.Rack rack) {
        // Given
        restart(
                rack,
                "-Ddhcp.boot.menu.timeout=0S",
                "-Ddhcp.boot.menu.items[0].text=Rack",
                "-Ddhcp.boot.menu.items[1].text=Disk",
                "-Ddhcp.boot.menu.items[1].start=local-disk");
        // When
        var story = boot(rack, firmware, mac);
        // Then
        assertThat(facts(story)).endsWith("boot-complete").contains("lease-granted");
        // Firmware, boot server, iPXE, the system: without the menu there is one less.
        assertThat(acks(rack)).isGreaterThanOrEqualTo(4);
    }

    private static List<Story.Told> boot(Lab.Rack rack, String firmware, String mac) {
        var id = mac.replace(":", "");
        rack.step("machine", mac, "node-" + id, "demo").success();
        try (var told = Story.of(rack, "boot.r1." + id + ".>")) {
            rack.step("on", firmware, mac).success();
            var story = told.until(t -> t.fact().matches("boot-complete|boot-failed"), BOOT);
            rack.step("off", mac).success();
            return story;
        }
    }

    private static List<String> facts(List<Story.Told> story) {
        return story.stream().map(Story.Told::fact).toList();
    }

    private static long acks(Lab.Rack rack) {
        return rack.get("http://" + Lab.SERVER + ":8067/q/metrics")
                .lines()
                .filter(line -> line.startsWith("dhcp_sent_total{type=\"DHCPACK\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private static void startDnsmasq(Lab.Rack rack, String name) {
        var command = new ArrayList<>(List.of("background", name, "ip", "netns", "exec", "addresses"));
        command.addAll(List.of(
                "dnsmasq --keep-in-foreground --log-facility=- --log-dhcp --user=root --port=0 --no-ping".split(" ")));
        command.addAll(List.of(
                "--conf-file=/dev/null",
                "--interface=card",
                "--bind-interfaces",
                "--dhcp-leasefile=" + rack.directory().resolve(name + ".leases"),
                "--dhcp-range=192.168.77.150,192.168.77.199,1h",
                "--dhcp-option=option:router," + Lab.SERVER));
        rack.step(command.toArray(String[]::new)).success();
    }

    private static void restart(Lab.Rack rack, String... settings) {
        rack.step("signal", "TERM", "dhcp-service").success();
        var step = new ArrayList<>(List.of("start", "dhcp-service"));
        step.addAll(List.of(settings));
        rack.step(step.toArray(String[]::new)).success();
    }
}
