package io.rackboot.tftp;

import static io.rackboot.tftp.TestClient.rrq;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.nats.client.Connection;
import io.nats.client.Subscription;
import io.nats.client.api.KeyValueConfiguration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.Emitter;
import io.rackboot.events.FileRole;
import io.rackboot.events.Ipv4;
import io.rackboot.events.Json;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.TransferProtocol;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.FileFetched;
import io.rackboot.events.fact.RequestRefused;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.rackboot.tftp.wire.Mode;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Wrq;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole service: what clients get, and what it says about it.
@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
@QuarkusTestResource(Site.Resource.class)
class TftpServiceTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    NatsServer nats;
    Site site;
    private Connection connection;
    private Subscription facts;
    private TestClient client;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        connection = io.nats.client.Nats.connect(nats.url());
        facts = connection.subscribe("boot.r12.>");
        flushed();
        Await.until(
                "NATS connection of the service",
                () -> given().get("/q/health/ready")
                        .path("checks.find { it.name == 'nats' }.data.connected")
                        .toString()
                        .equals("true"));
        client = new TestClient(site.server());
    }

    /// The server knows the subscription before the first fact can come.
    private void flushed() throws InterruptedException {
        try {
            connection.flush(PATIENCE);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        client.close();
        connection.close();
    }

    @Test
    void aLoaderFetchedIsAFact() throws Exception {
        Files.writeString(site.root().resolve("snponly.efi"), "abc");

        assertThat(client.fetch(rrq("525400a1b2c3/snponly.efi", "blksize", "1468")))
                .asString()
                .isEqualTo("abc");

        var fetched = (FileFetched) next("boot.r12.525400a1b2c3.file-fetched");
        assertThat(fetched.duration()).isPositive();
        assertThat(fetched)
                .isEqualTo(new FileFetched(
                        new Rack("r12"),
                        new MachineId("525400a1b2c3"),
                        "525400a1b2c3/snponly.efi",
                        FileRole.LOADER,
                        TransferProtocol.TFTP,
                        3,
                        fetched.duration(),
                        Optional.of(ABC),
                        TransferOutcome.COMPLETE,
                        new Ipv4("127.0.0.1")));
    }

    @Test
    void aScriptComesFromTheBootServer() throws Exception {
        assertThat(client.fetch(rrq("525400a1b2c4/boot.ipxe"))).isEqualTo(Site.SCRIPT.getBytes(StandardCharsets.UTF_8));

        var fetched = (FileFetched) next("boot.r12.525400a1b2c4.file-fetched");
        assertThat(fetched.role()).isEqualTo(FileRole.SCRIPT);
        assertThat(fetched.bytes()).isEqualTo(Site.SCRIPT.length());
    }

    @Test
    void aProbeIsAFactOfItsOwnKind() throws Exception {
        Files.writeString(site.root().resolve("probed.efi"), "abc");
        client.request(rrq("525400a1b2c5/probed.efi", "tsize", "0", "blksize", "1468"));
        client.receive();
        client.send(new Error(8, "User aborted the transfer"));

        var fetched = (FileFetched) next("boot.r12.525400a1b2c5.file-fetched");
        assertThat(fetched.outcome()).isEqualTo(TransferOutcome.PROBE);
        assertThat(fetched.bytes()).isZero();
    }

    @Test
    void theLeaseTellsWhichMachineAsksOutsideItsDirectory() throws Exception {
        Files.writeString(site.root().resolve("plain"), "abc");
        var machine = new MachineId("525400a1b2c6");
        var lease = new LeaseDocument(
                new Ipv4("127.0.0.1"),
                machine,
                new Rack("r12"),
                Optional.empty(),
                Instant.now(),
                Instant.now().plusSeconds(3600));
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder().name("leases").build());
        connection.keyValue("leases").put("127.0.0.1", Json.mapper().writeValueAsBytes(lease));
        try {
            Await.until("lease seen", () -> {
                client.fetchQuietly(rrq("plain"));
                return nextSubject().equals("boot.r12.525400a1b2c6.file-fetched");
            });
        } finally {
            connection.keyValue("leases").delete("127.0.0.1");
        }
    }

    @Test
    void aRefusalIsAFactOnceAMinute() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.request(new Wrq("525400a1b2c7/upload", Mode.OCTET, List.of()));
            client.receive();
        }
        client.request(rrq("525400a1b2c7/missing"));
        client.receive();

        assertThat(next("boot.r12.525400a1b2c7.request-refused"))
                .isEqualTo(refusal("write-refused", "\"525400a1b2c7/upload\": this server is read-only"));
        assertThat(next("boot.r12.525400a1b2c7.request-refused"))
                .isEqualTo(refusal("not-found", "\"525400a1b2c7/missing\": no such file: 525400a1b2c7/missing"));
    }

    @Test
    void filesThatClientsDoWithoutAlarmNobody() throws Exception {
        for (var name : List.of("autoexec.ipxe", "pxelinux.cfg/default", "revocations_sku.efi")) {
            client.request(rrq("525400a1b2c8/" + name));
            assertThat(TestClient.error(client.receive()).code()).isEqualTo(1);
        }
        client.request(rrq("525400a1b2c8/missing.efi"));
        client.receive();

        // Facts of one machine come in order: the first is that of the file that is missed.
        var refused = (RequestRefused) next("boot.r12.525400a1b2c8.request-refused");
        assertThat(refused.detail()).contains("missing.efi");
    }

    @Test
    void healthAndMetricsShowWhatGoesOn() throws Exception {
        Files.writeString(site.root().resolve("counted"), "abc");
        client.sendBytes(new byte[] {9, 9, 9});
        client.fetch(rrq("counted"));
        next("boot.r12.unknown.file-fetched");

        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("tftp"))
                .body("checks.find { it.name == 'tftp' }.status", is("UP"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("tftp_transfers_seconds_count{outcome=\"complete\""))
                .body(containsString("tftp_sent_bytes_total"))
                .body(containsString("tftp_retransmitted_packets_total"))
                .body(containsString("tftp_active_transfers"))
                .body(containsString("tftp_malformed_datagrams_total"));
    }

    private static RequestRefused refusal(String reason, String detail) {
        return new RequestRefused(
                new Rack("r12"),
                new MachineId("525400a1b2c7"),
                Emitter.TFTP,
                reason,
                detail,
                Optional.of(new Ipv4("127.0.0.1")));
    }

    /// The next fact on a subject; facts of other tests are passed over.
    private Fact next(String subject) throws InterruptedException {
        while (true) {
            var message = facts.nextMessage(PATIENCE);
            assertThat(message).as("a fact on %s", subject).isNotNull();
            if (message.getSubject().equals(subject)) {
                assertThat(message.getHeaders().getFirst("Nats-Msg-Id")).isNotBlank();
                return event(message.getData()).fact();
            }
        }
    }

    private String nextSubject() {
        try {
            return facts.nextMessage(PATIENCE).getSubject();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CloudEvent event(byte[] json) {
        return switch (CloudEventCodec.decode(json)) {
            case CloudEventCodec.Decoded.Known(CloudEvent event) -> event;
            case CloudEventCodec.Decoded other -> throw new AssertionError(other.toString());
        };
    }
}
