package io.rackboot.dhcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.nats.client.api.KeyValueConfiguration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageText;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.BootClient;
import io.rackboot.events.Emitter;
import io.rackboot.events.Firmware;
import io.rackboot.events.Ipv4;
import io.rackboot.events.Json;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.fact.BootRequested;
import io.rackboot.events.fact.LeaseGranted;
import io.rackboot.events.fact.LeaseReleased;
import io.rackboot.events.fact.LeaseRenewed;
import io.rackboot.events.fact.Relay;
import io.rackboot.events.fact.RequestRefused;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole service on the loopback interface: what clients get, what it tells, what it shows.
@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
@QuarkusTestResource(Site.Resource.class)
class DhcpServiceTest extends ServiceUnderTest {
    private static final Rack RACK = new Rack("r12");

    @ParameterizedTest
    @ValueSource(strings = {"bios-pxelinux", "bios-qemurom-ipxe", "edk2pxe-snponly", "edk2http-ipxeefi"})
    void firmwareIsOfferedWhatTheApprovedRepliesSay(String capture) throws IOException {
        var discover = Captures.dhcp(capture).getFirst().payload();

        client.send(discover);
        var offer = client.receive();

        // The approved replies are those of a server at 192.168.77.1 whose first address is 192.168.77.100.
        var text = MessageText.of(offer)
                .replaceAll("\\b" + offer.yiaddr() + "\\b", "192.168.77.100")
                .replaceAll("\\b127\\.0\\.0\\.(1|255)\\b", "192.168.77.$1");
        var approved = Files.readString(Path.of("src/test/resources/pcap/" + capture + ".replies.txt"));
        var first = approved.substring(approved.indexOf("BOOTREPLY"), approved.indexOf("* "));
        assertThat(text).isEqualTo(first);
    }

    @Test
    void aBootIsToldFromTheFirstPacketToTheRelease() {
        var machine = Messages.of("52:54:00:00:00:01");

        var discover = machine.pxeDiscover();
        var offer = client.ask(discover);
        client.ask(discover); // the same transaction once more
        var request = machine.request(offer);
        var ack = client.ask(request);
        var renewal = machine.renew(ack.yiaddr());
        client.ask(renewal);
        client.send(machine.release(ack.yiaddr()));

        var facts = new Facts(connection, "525400000001").await(4);
        var address = new Ipv4(ack.yiaddr().toString());
        var id = new MachineId("525400000001");
        assertThat(facts).hasSize(4);
        assertThat(facts.get(0))
                .isEqualTo(new BootRequested(
                        RACK,
                        id,
                        Firmware.UEFI,
                        BootClient.PXE,
                        7,
                        Optional.empty(),
                        "PXEClient:Arch:00007:UNDI:003000",
                        "lo",
                        discover.xid().toString(),
                        Optional.empty()));
        var granted = (LeaseGranted) facts.get(1);
        assertThat(granted)
                .isEqualTo(new LeaseGranted(
                        RACK,
                        id,
                        address,
                        "127.0.0.0/24",
                        Duration.ofMinutes(10),
                        granted.expires(),
                        Optional.empty(),
                        Optional.empty(),
                        request.xid().toString(),
                        Optional.empty()));
        var renewed = (LeaseRenewed) facts.get(2);
        assertThat(renewed)
                .isEqualTo(new LeaseRenewed(
                        RACK,
                        id,
                        address,
                        "127.0.0.0/24",
                        Duration.ofMinutes(10),
                        renewed.expires(),
                        Optional.empty(),
                        renewal.xid().toString(),
                        Optional.empty()));
        assertThat(renewed.expires()).isAfter(granted.expires());
        assertThat(facts.get(3)).isEqualTo(new LeaseReleased(RACK, id, address));
    }

    @Test
    void aRelaysClientIsAnsweredThroughItAndTheFactsNameItsPort() {
        var machine = Messages.of("52:54:00:00:00:02").behind("127.9.0.1");
        try (var relay = TestClient.relay(site, "127.9.0.1")) {
            var offer = relay.ask(machine.pxeDiscover());
            var ack = relay.ask(machine.request(offer));

            assertThat(ack.yiaddr().toString()).startsWith("127.9.0.1");
            assertThat(ack.options().bytes(82))
                    .isEqualTo(machine.discover().options().bytes(82));
        }
        var requested =
                (BootRequested) new Facts(connection, "525400000002").await(2).getFirst();
        assertThat(requested.relay())
                .contains(new Relay(new Ipv4("127.9.0.1"), Optional.of("706f727437"), Optional.of("0a0b0c")));
    }

    @Test
    void anAddressInUseIsKeptBackAndTold() {
        var machine = Messages.of("52:54:00:00:00:03");
        var address =
                client.ask(machine.request(client.ask(machine.discover()))).yiaddr();

        client.send(machine.decline(address));
        var other = client.ask(machine.discover()).yiaddr();

        assertThat(other).isNotEqualTo(address);
        assertThat(new Facts(connection, "525400000003").awaitNames(2))
                .containsExactly("lease-granted", "lease-declined");
        given().get("/leases?state=declined").then().body("address", hasItem(address.toString()));
    }

    @Test
    void aWrongAddressIsRefusedAndToldOnceAMinute() {
        var machine = Messages.of("52:54:00:00:00:04");
        for (int i = 0; i < 3; i++) {
            var nak = client.ask(machine.reboot(Ip4Address.parse("10.1.2.3")));
            assertThat(nak.messageType()).contains(MessageType.DHCPNAK);
        }
        var first = new Facts(connection, "525400000004");
        client.ask(machine.request(client.ask(machine.discover())));

        // The facts of a machine come in order: were the second refusal told, it would stand before the lease.
        assertThat(first.awaitNames(2)).containsExactly("request-refused", "lease-granted");
        var refused = (RequestRefused) first.await(2).getFirst();
        assertThat(refused.service()).isEqualTo(Emitter.DHCP);
        assertThat(refused.reason()).isEqualTo("address-refused");
        assertThat(refused.detail()).startsWith("10.1.2.3 is not in network rack (xid ");
        assertThat(refused.client()).contains(new Ipv4("127.0.0.1"));
    }

    @Test
    void theLeaseIsADocumentAsLongAsItIsHeld() throws Exception {
        var machine = Messages.of("52:54:00:00:00:05");
        var ack = client.ask(machine.request(client.ask(machine.discover())));
        var bucket = connection.keyValue("leases");
        var key = ack.yiaddr().toString();
        Await.until("document", () -> value(key).isPresent());

        var document = Json.mapper().readValue(bucket.get(key).getValue(), LeaseDocument.class);
        assertThat(document.machine()).isEqualTo(new MachineId("525400000005"));
        assertThat(document.rack()).isEqualTo(RACK);
        assertThat(Duration.between(document.granted(), document.expires())).isEqualTo(Duration.ofMinutes(10));

        client.send(machine.release(ack.yiaddr()));
        Await.until("document removed", () -> value(key).isEmpty());
    }

    @Test
    void theBucketIsMadeRightAtEachConnect() throws Exception {
        var machine = Messages.of("52:54:00:00:00:06");
        var ack = client.ask(machine.request(client.ask(machine.discover())));
        Await.until("document", () -> value(ack.yiaddr().toString()).isPresent());
        var bucket = connection.keyValue("leases");
        var stale = Json.mapper()
                .writeValueAsBytes(new LeaseDocument(
                        new Ipv4("127.0.0.250"),
                        new MachineId("525400000099"),
                        RACK,
                        Optional.empty(),
                        java.time.Instant.EPOCH,
                        java.time.Instant.EPOCH));
        var foreign = new String(stale, java.nio.charset.StandardCharsets.UTF_8)
                .replace("r12", "r13")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        bucket.put("127.0.0.250", stale);
        bucket.put("127.0.0.251", foreign);
        bucket.delete(ack.yiaddr().toString());

        nats.restart();

        Await.until("document back", () -> value(ack.yiaddr().toString()).isPresent());
        Await.until("stale document gone", () -> value("127.0.0.250").isEmpty());
        assertThat(value("127.0.0.251")).contains(new String(foreign, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aMachinesDocumentGivesItsAddressNameAndLoader() throws Exception {
        var id = new MachineId("525400000007");
        var document = new MachineDocument(
                id,
                List.of(id),
                Optional.empty(),
                Optional.empty(),
                RACK,
                Optional.of("node7"),
                Optional.of(new Ipv4("127.0.0.42")),
                Optional.empty(),
                Optional.empty(),
                Loader.GRUB,
                Optional.empty());
        var machines = machines();
        machines.put(id.text(), Json.mapper().writeValueAsBytes(document));
        var machine = Messages.of("52:54:00:00:00:07");

        Await.until(
                "reservation", () -> client.ask(machine.pxeDiscover()).yiaddr().equals(Ip4Address.parse("127.0.0.42")));
        var offer = client.ask(machine.pxeDiscover());
        assertThat(offer.options().get(OptionCode.BOOTFILE_NAME)).contains("525400000007/grubx64.efi");
        client.ask(machine.request(offer));
        given().get("/leases?state=bound")
                .then()
                .body("find { it.address == '127.0.0.42' }.hostName", equalTo("node7"));

        machines.delete(id.text());
        client.send(machine.release(Ip4Address.parse("127.0.0.42")));
        Await.until(
                "no reservation",
                () -> !client.ask(machine.pxeDiscover()).yiaddr().equals(Ip4Address.parse("127.0.0.42")));
    }

    @Test
    void withoutNatsMachinesBootAndTheFactsComeLater() {
        var machine = Messages.of("52:54:00:00:00:08");
        nats.kill();
        DhcpMessage ack;
        try {
            ack = client.ask(machine.request(client.ask(machine.pxeDiscover())));
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            nats.restart();
        }

        assertThat(new Facts(connection, "525400000008").awaitNames(2))
                .containsExactly("boot-requested", "lease-granted");
        Await.until("document", () -> value(ack.yiaddr().toString()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bios-pxelinux", "edk2http-ipxeefi", "client-dhclient"})
    void hostileDatagramsAreCountedAndTheNextClientIsServed(String capture) {
        for (var datagram : Captures.dhcp(capture)) {
            var bytes = datagram.payload();
            for (int length = 0; length < bytes.length(); length += 7) {
                client.send(bytes.slice(0, length));
            }
            for (int at = 0; at < bytes.length(); at += 5) {
                var broken = bytes.toByteArray();
                broken[at] ^= (byte) 0xff;
                // No hop count of a broken datagram sends an answer elsewhere: its relay stays unset.
                java.util.Arrays.fill(broken, 24, 28, (byte) 0);
                java.util.Arrays.fill(broken, 12, 16, (byte) 0);
                client.send(io.rackboot.dhcp.wire.Octets.of(broken));
            }
        }
        // As real clients do, this one asks again where its request was lost in the flood.
        var discover = Messages.of("52:54:00:00:00:09").discover();
        client.patience(200);
        Await.until("an offer", () -> {
            client.send(discover);
            return client.hears(reply -> reply.xid().equals(discover.xid())
                    && reply.messageType().equals(Optional.of(MessageType.DHCPOFFER)));
        });

        given().get("/q/metrics").then().body(not(containsString("dhcp_malformed_datagrams_total 0.0")));
    }

    private io.nats.client.KeyValue machines() throws Exception {
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder().name("machines").build());
        return connection.keyValue("machines");
    }

    private Optional<String> value(String key) {
        try {
            return Optional.ofNullable(connection.keyValue("leases").get(key))
                    .map(io.nats.client.api.KeyValueEntry::getValueAsString);
        } catch (IOException | io.nats.client.JetStreamApiException e) {
            return Optional.empty();
        }
    }
}
