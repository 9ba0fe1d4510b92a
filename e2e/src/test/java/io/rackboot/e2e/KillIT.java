package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// dhcp-service is killed under perfdhcp's load and started again, 20 times (`-Drackboot.kills=50` for more). What the
/// clients were told, as captured at their end, is held against the service's leases and the facts in the stream.
///
/// Every other load is of clients that were never seen; the one after it is of the same clients, which renew.
@ExtendWith(Lab.class)
class KillIT {
    private static final int KILLS = Integer.getInteger("rackboot.kills", 20);
    private static final int A_SECOND = 500;
    private static final String DHCP = "http://" + Lab.SERVER + ":8067";
    private static final String RELAY = "10.77.0.2";
    private static final String[] SERVICE = {
        "start",
        "dhcp-service",
        "-Ddhcp.subnets.kill.network=10.77.0.0/16",
        "-Ddhcp.subnets.kill.ranges=10.77.1.0-10.77.255.254"
    };

    /// perfdhcp's hardware addresses; the other tests' clients have others.
    private static final String OURS = "0277";

    private Path capture;

    @BeforeEach
    void hearWhatClientsAreTold(Lab.Rack rack) {
        Tools.require("perfdhcp", "kea-admin");
        Tools.require("tcpdump", "tcpdump");
        capture = rack.directory().resolve("acks.pcap");
        Client.on(rack, "rack0", "kill", "52:54:00:00:06:01");
        rack.sh("""
                set -e
                ip -n kill addr add %1$s/16 dev eth0
                ip -n kill route add %2$s dev eth0
                ip route add 10.77.0.0/16 dev rack0
                """.formatted(RELAY, Lab.SERVER)).success();
        background(
                rack,
                "tcpdump",
                "tcpdump -i eth0 -U -Z root --immediate-mode -w " + capture + " udp src port 67 and src host "
                        + Lab.SERVER);
        Await.until(
                "a capture",
                Duration.ofSeconds(20),
                () -> Files.exists(capture) && capture.toFile().length() > 0);
        rack.step("signal", "TERM", "dhcp-service").success();
        rack.step(SERVICE).success();
    }

    /// The host goes last: a bridge without a port is down, and the service would not be ready.
    @AfterEach
    void leaveTheServiceAsItWas(Lab.Rack rack) {
        rack.sh("ip route del 10.77.0.0/16 dev rack0").success();
        rack.step("signal", "TERM", "dhcp-service").success();
        rack.step("start", "dhcp-service").success();
        new Client(rack, "kill").close();
    }

    @Test
    void noAcknowledgedLeaseIsLostAndNoneGivenTwice(Lab.Rack rack) throws IOException {
        // When
        var random = new Random(20261121);
        for (int kill = 0; kill < KILLS; kill++) {
            load(rack, kill / 2);
            var enough = Acks.in(capture).size() + 50 + random.nextInt(250);
            Await.until("load", Duration.ofSeconds(30), () -> Acks.in(capture).size() >= enough);
            rack.step("signal", "KILL", "dhcp-service").success();
            rack.step("signal", "KILL", "perfdhcp").success();
            rack.step(SERVICE).success();
        }
        rack.step("signal", "TERM", "tcpdump").success();
        Await.until(
                "all facts published",
                Duration.ofSeconds(60),
                () -> rack.get(DHCP + "/q/metrics").contains("dhcp_outbox_facts 0.0"));
        // Then
        var acks = Acks.in(capture);
        var bound = bound(rack);
        var granted = facts(rack, "lease-granted");
        var renewed = facts(rack, "lease-renewed");
        System.out.printf(
                "%d kills: %d DHCPACKs to %d clients; %d leases, %d facts lease-granted, %d lease-renewed%n",
                KILLS, acks.size(), addresses(acks).size(), bound.size(), granted.size(), renewed.size());
        assertThat(acks).hasSizeGreaterThan(KILLS * 50);
        noAddressIsTwoClients(acks);
        assertThat(bound).containsAllEntriesOf(addresses(acks));
        noFactStandsTwice(granted, renewed);
        eachLeaseHasItsFact(bound, granted);
        eachAckHasItsFact(acks, granted, renewed);
    }

    private static void load(Lab.Rack rack, int clients) {
        background(
                rack,
                "perfdhcp",
                "perfdhcp -4 -r %d -R 60000 -b mac=02:77:00:%02x:00:00 -l %s %s"
                        .formatted(A_SECOND, clients, RELAY, Lab.SERVER));
    }

    private static void background(Lab.Rack rack, String name, String command) {
        rack.step(Stream.of(Stream.of("background", name, "ip", "netns", "exec", "kill"), Stream.of(command.split(" ")))
                        .flatMap(words -> words)
                        .toArray(String[]::new))
                .success();
    }

    private static void noAddressIsTwoClients(List<Acks.Ack> acks) {
        var clientOf = new HashMap<String, String>();
        acks.forEach(ack -> assertThat(clientOf.merge(ack.yiaddr(), ack.chaddr(), (first, _) -> first))
                .as("address %s", ack.yiaddr())
                .isEqualTo(ack.chaddr()));
    }

    /// By client, the address it was told last.
    private static Map<String, String> addresses(List<Acks.Ack> acks) {
        var last = new HashMap<String, String>();
        acks.forEach(ack -> last.put(ack.chaddr(), ack.yiaddr()));
        return last;
    }

    private static Map<String, String> bound(Lab.Rack rack) throws IOException {
        var bound = new HashMap<String, String>();
        for (var page = page(rack, "0.0.0.0"); !page.isEmpty(); page = page(rack, lastAddress(page))) {
            for (var lease : page) {
                var client = lease.get("chaddr").asText().replace(":", "");
                if (client.startsWith(OURS)) {
                    assertThat(bound.put(client, lease.get("address").asText()))
                            .as("another lease beside %s", lease)
                            .isNull();
                }
            }
        }
        return bound;
    }

    private static JsonNode page(Lab.Rack rack, String after) throws IOException {
        return new ObjectMapper().readTree(rack.get(DHCP + "/leases?state=bound&after=" + after));
    }

    private static String lastAddress(JsonNode page) {
        return page.get(page.size() - 1).get("address").asText();
    }

    /// A lease as the stream tells of it.
    ///
    /// @param id of the event
    /// @param xid of the request that was granted
    private record LeaseFact(String id, String machine, String address, String xid) {
        static LeaseFact of(Story.Told told) {
            var data = told.data();
            return new LeaseFact(
                    told.event().get("id").asText(),
                    data.get("machine").asText(),
                    data.get("address").asText(),
                    data.get("xid").asText());
        }

        Acks.Ack ack() {
            return new Acks.Ack(xid, machine, address);
        }
    }

    private static List<LeaseFact> facts(Lab.Rack rack, String fact) {
        return Story.stored(rack, "boot.r1.*." + fact).stream()
                .map(LeaseFact::of)
                .filter(told -> told.machine().startsWith(OURS))
                .toList();
    }

    /// Neither under the same id nor under another: no request is granted twice.
    private static void noFactStandsTwice(List<LeaseFact> granted, List<LeaseFact> renewed) {
        var all = new ArrayList<>(granted);
        all.addAll(renewed);
        assertThat(all.stream().map(LeaseFact::id)).doesNotHaveDuplicates();
        assertThat(granted.stream().map(LeaseFact::ack)).doesNotHaveDuplicates();
        assertThat(renewed.stream().map(LeaseFact::ack)).doesNotHaveDuplicates();
    }

    /// Also those that were on disk when the kill came before their DHCPACK left.
    private static void eachLeaseHasItsFact(Map<String, String> bound, List<LeaseFact> granted) {
        var told = new HashMap<String, String>();
        granted.forEach(fact -> assertThat(told.put(fact.machine(), fact.address()))
                .as("another lease-granted of %s", fact.machine())
                .isNull());
        assertThat(told).isEqualTo(bound);
    }

    private static void eachAckHasItsFact(List<Acks.Ack> acks, List<LeaseFact> granted, List<LeaseFact> renewed) {
        var told = new ArrayList<Acks.Ack>();
        granted.forEach(fact -> told.add(fact.ack()));
        renewed.forEach(fact -> told.add(fact.ack()));
        // As often as the clients heard it: the two loads of a pair have the same transaction ids.
        var left = count(told);
        count(acks)
                .forEach((ack, times) -> assertThat(left.getOrDefault(ack, 0))
                        .as("facts of %s", ack)
                        .isGreaterThanOrEqualTo(times));
    }

    private static Map<Acks.Ack, Integer> count(List<Acks.Ack> acks) {
        var count = new HashMap<Acks.Ack, Integer>();
        acks.forEach(ack -> count.merge(ack, 1, Integer::sum));
        return count;
    }
}
