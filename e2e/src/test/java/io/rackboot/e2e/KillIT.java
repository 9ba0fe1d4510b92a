package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// dhcp-service is killed under perfdhcp's load and started again, 20 times. What the clients were told, as captured
/// at their end, is held against the service's leases and the facts in the stream.
@ExtendWith(Lab.class)
class KillIT {
    private static final int KILLS = 20;
    private static final int CLIENTS = 60;
    private static final String DHCP = "http://" + Lab.SERVER + ":8067";

    @Test
    void noAcknowledgedLeaseIsLostAndNoneGivenTwice(Lab.Rack rack) throws IOException {
        Tools.require("perfdhcp", "kea-admin");
        Tools.require("tcpdump", "tcpdump");
        var capture = rack.directory().resolve("acks.pcap");
        try (var client = Client.on(rack, "rack0", "kill", "52:54:00:00:06:01")) {
            // Given
            client.sh("ip addr add 192.168.77.250/24 dev eth0").success();
            rack.step(
                            "background",
                            "tcpdump",
                            "ip",
                            "netns",
                            "exec",
                            "kill",
                            "tcpdump",
                            "-i",
                            "eth0",
                            "-U",
                            "-Z",
                            "root",
                            "--immediate-mode",
                            "-w",
                            capture.toString(),
                            "udp src port 67 and src host " + Lab.SERVER)
                    .success();
            Await.until("a capture", Duration.ofSeconds(20), () -> Files.exists(capture) && size(capture) > 0);
            // When
            var random = new Random(20261121);
            for (int kill = 0; kill < KILLS; kill++) {
                load(rack);
                var enough = Acks.in(capture).size() + 10 + random.nextInt(100);
                Await.until(
                        "load", Duration.ofSeconds(30), () -> Acks.in(capture).size() >= enough);
                rack.step("signal", "KILL", "dhcp-service").success();
                rack.step("signal", "KILL", "perfdhcp").success();
                rack.step("start", "dhcp-service").success();
            }
            rack.step("signal", "TERM", "tcpdump").success();
        }
        // Then
        var acks = Acks.in(capture);
        assertThat(acks).hasSizeGreaterThan(KILLS * 10);
        var clientOf = new HashMap<String, String>();
        acks.forEach(ack -> assertThat(clientOf.merge(ack.yiaddr(), ack.chaddr(), (first, _) -> first))
                .as("address %s", ack.yiaddr())
                .isEqualTo(ack.chaddr()));
        assertThat(bound(rack)).containsAllEntriesOf(lastAddresses(acks));
        eachFactStandsOnce(rack, acks);
    }

    private static void load(Lab.Rack rack) {
        rack.step(
                        "background",
                        "perfdhcp",
                        "ip",
                        "netns",
                        "exec",
                        "kill",
                        "perfdhcp",
                        "-4",
                        "-r",
                        "100",
                        "-R",
                        String.valueOf(CLIENTS),
                        "-b",
                        "mac=02:00:00:06:00:00",
                        "-l",
                        "192.168.77.250",
                        Lab.SERVER)
                .success();
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static Map<String, String> lastAddresses(List<Acks.Ack> acks) {
        var last = new HashMap<String, String>();
        acks.forEach(ack -> last.put(ack.chaddr(), ack.yiaddr()));
        return last;
    }

    private static Map<String, String> bound(Lab.Rack rack) throws IOException {
        var bound = new HashMap<String, String>();
        for (var lease : new ObjectMapper().readTree(rack.get(DHCP + "/leases?state=bound"))) {
            bound.put(
                    lease.get("chaddr").asText().replace(":", ""),
                    lease.get("address").asText());
        }
        return bound;
    }

    private static void eachFactStandsOnce(Lab.Rack rack, List<Acks.Ack> acks) {
        Await.until(
                "all facts published",
                Duration.ofSeconds(60),
                () -> rack.get(DHCP + "/q/metrics").contains("dhcp_outbox_facts 0.0"));
        var granted = Story.stored(rack, "boot.r1.*.lease-granted");
        var renewed = Story.stored(rack, "boot.r1.*.lease-renewed");
        for (var story : List.of(granted, renewed)) {
            var ids =
                    story.stream().map(told -> told.event().get("id").asText()).toList();
            assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        }
        lastAddresses(acks).forEach((chaddr, address) -> {
            var told = Map.of("machine", chaddr, "address", address);
            assertThat(granted.stream().map(KillIT::lease).filter(told::equals))
                    .as("lease-granted of %s", chaddr)
                    .hasSize(1);
            var acknowledged =
                    acks.stream().filter(ack -> ack.chaddr().equals(chaddr)).count();
            assertThat(renewed.stream().map(KillIT::lease).filter(told::equals).count())
                    .as("lease-renewed of %s", chaddr)
                    .isGreaterThanOrEqualTo(acknowledged - 1);
        });
    }

    private static Map<String, String> lease(Story.Told told) {
        JsonNode data = told.data();
        return Map.of(
                "machine",
                data.get("machine").asText(),
                "address",
                data.get("address").asText());
    }
}
