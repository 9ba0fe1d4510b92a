package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.fact.LeaseGranted;
import io.rackboot.nats.testing.NatsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service is killed under load again and again: every lease that a client was told of is kept, no address is given
/// twice, every fact stands in the stream once. `-Ddhcp.kills=20` for more than three times.
class KilledIT {
    private static final int KILLS = Integer.getInteger("dhcp.kills", 3);
    private static final int CLIENTS_AT_ONCE = 16;
    private static final int LEASES_PER_ROUND = 300;

    @TempDir
    private Path directory;

    /// What clients were told: by MAC the address, and each transaction that ended with a DHCPACK.
    private final Map<String, Ip4Address> told = new HashMap<>();

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void nothingThatWasToldIsLost() throws Exception {
        var site = Site.in(directory.resolve("state"));
        try (var nats = NatsServer.start()) {
            for (int round = 0; round < KILLS; round++) {
                try (var service = start(site, nats)) {
                    load(site, round);
                    service.kill();
                }
            }
            try (var service = start(site, nats)) {
                everybodyKeepsHisAddress(site);
                eachFactStandsOnce(nats);
                service.terminate();
            }
        }
        assertThat(told.values()).doesNotHaveDuplicates();
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * LEASES_PER_ROUND / 2);
    }

    private Service start(Site site, NatsServer nats) throws IOException {
        return Service.start(
                        site,
                        directory,
                        List.of(
                                "nats.servers=" + nats.url(),
                                "dhcp.subnets.rack.network=127.0.0.0/16",
                                "dhcp.subnets.rack.ranges=127.0.1.0-127.0.200.255",
                                "quarkus.log.category.\"io.rackboot.dhcp.exchange\".level=WARN"))
                .awaitAnswers();
    }

    /// Many clients at once go from DHCPDISCOVER to DHCPACK, without an end: the kill comes in the middle.
    private void load(Site site, int round) {
        var offered = new HashMap<Integer, Messages>();
        var requested = new HashMap<Integer, Messages>();
        int next = 0;
        int acks = 0;
        try (var client = TestClient.client(site)) {
            while (next < CLIENTS_AT_ONCE) {
                discover(client, offered, round, next++);
            }
            while (acks < LEASES_PER_ROUND) {
                var reply = client.receive();
                var type = reply.messageType().orElseThrow();
                if (type == MessageType.DHCPOFFER) {
                    Optional.ofNullable(offered.remove(reply.xid().bits())).ifPresent(messages -> {
                        var request = messages.request(reply);
                        requested.put(request.xid().bits(), messages);
                        client.send(request);
                    });
                } else if (type == MessageType.DHCPACK) {
                    acks += acknowledged(requested, reply);
                    discover(client, offered, round, next++);
                }
            }
        }
    }

    private static void discover(TestClient client, Map<Integer, Messages> offered, int round, int number) {
        var messages = Messages.of("52540%x%06x".formatted(round & 0xf, round << 12 | number));
        var discover = messages.discover();
        offered.put(discover.xid().bits(), messages);
        client.send(discover);
    }

    private int acknowledged(Map<Integer, Messages> requested, DhcpMessage ack) {
        return Optional.ofNullable(requested.remove(ack.xid().bits()))
                .map(messages -> {
                    told.put(messages.chaddr().bytes().hex(), ack.yiaddr());
                    acknowledged.add(ack.xid().toString());
                    return 1;
                })
                .orElse(0);
    }

    private void everybodyKeepsHisAddress(Site site) {
        try (var client = TestClient.client(site)) {
            told.forEach((mac, address) -> {
                var reply = client.ask(Messages.of(mac).reboot(address));
                assertThat(reply.messageType()).as("%s at %s", mac, address).contains(MessageType.DHCPACK);
                assertThat(reply.yiaddr()).isEqualTo(address);
            });
        }
    }

    /// What was granted and told must be there in the end, and nothing twice.
    private void eachFactStandsOnce(NatsServer nats) throws IOException, InterruptedException {
        var connection = Nats.connect(nats.url());
        try {
            var granted = new HashMap<String, Integer>();
            var ids = new HashSet<String>();
            Await.until("all facts", () -> {
                granted.clear();
                ids.clear();
                return read(connection, granted, ids) && granted.keySet().containsAll(acknowledged);
            });
            assertThat(granted.values()).containsOnly(1);
        } finally {
            connection.close();
        }
    }

    /// {@return whether every id stands once}
    private static boolean read(
            io.nats.client.Connection connection, Map<String, Integer> granted, HashSet<String> ids) {
        try {
            var stream = connection.getStreamContext("BOOT");
            long last = stream.getStreamInfo().getStreamState().getLastSequence();
            boolean once = true;
            for (long sequence = 1; sequence <= last; sequence++) {
                var message = stream.getMessage(sequence);
                once &= ids.add(message.getHeaders().getFirst("Nats-Msg-Id"));
                if (CloudEventCodec.decode(message.getData()) instanceof CloudEventCodec.Decoded.Known(var event)
                        && event.fact() instanceof LeaseGranted fact) {
                    granted.merge(fact.xid(), 1, Integer::sum);
                }
            }
            return once
                    && Duration.ofHours(1)
                            .equals(stream.getStreamInfo().getConfiguration().getDuplicateWindow());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }
}
