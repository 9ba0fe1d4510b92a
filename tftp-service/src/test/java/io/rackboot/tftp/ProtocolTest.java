package io.rackboot.tftp;

import static io.rackboot.tftp.TestClient.error;
import static io.rackboot.tftp.TestClient.options;
import static io.rackboot.tftp.TestClient.rrq;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.tftp.transfer.Ending;
import io.rackboot.tftp.transfer.Limits;
import io.rackboot.tftp.wire.Mode;
import io.rackboot.tftp.wire.TftpPacket;
import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import io.rackboot.tftp.wire.TftpPacket.Rrq;
import io.rackboot.tftp.wire.TftpPacket.Wrq;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolTest {
    @TempDir
    private Path root;

    private TestServer server;
    private TestClient client;
    private byte[] content;

    @BeforeEach
    void start() throws IOException {
        content = new byte[3000];
        new Random(1).nextBytes(content);
        Files.write(root.resolve("file"), content);
        server = TestServer.start(root);
        client = new TestClient(server.address());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aFileWithoutOptionsComesIn512ByteBlocks() throws IOException {
        client.request(rrq("file"));

        for (int block = 1; block <= 6; block++) {
            assertThat(client.receive())
                    .isEqualTo(new Data(block, part((block - 1) * 512, Math.min(3000, block * 512))));
            client.send(new Ack(block));
        }
        Await.until("end", () -> !server.ended().isEmpty());
        assertThat(server.ended().getFirst().report().ending()).isEqualTo(new Ending.Complete());
    }

    @Test
    void optionsAreAnsweredByAnOack() throws IOException {
        client.request(rrq("file", "tsize", "0", "blksize", "1468", "timeout", "3", "windowsize", "4", "x", "y"));

        assertThat(client.receive())
                .isEqualTo(new Oack(options("blksize", "1468", "tsize", "3000", "timeout", "3", "windowsize", "4")));
    }

    @Test
    void theServersPortIsItsTid() throws IOException {
        client.request(rrq("file"));
        client.receive();

        assertThat(client.tid().getAddress()).isEqualTo(TestServer.LOOPBACK);
        assertThat(client.tid().getPort()).isNotEqualTo(server.port());
    }

    /// The client takes its answer from the address it asked and from no other.
    @Test
    void theAnswerComesFromTheAddressThatWasAsked() throws IOException {
        try (var anywhere = TestServer.start(TestServer.settings(root, "0.0.0.0"))) {
            for (var address : List.of("127.0.0.1", "127.0.0.2", "127.3.4.5")) {
                var asked = InetAddress.ofLiteral(address);
                try (var one = new TestClient(new InetSocketAddress(asked, anywhere.port()))) {
                    assertThat(one.fetch(rrq("file", "blksize", "1024"))).isEqualTo(content);
                    assertThat(one.tid().getAddress()).isEqualTo(asked);
                    one.request(rrq("missing"));
                    one.receive();
                    assertThat(one.tid().getAddress()).isEqualTo(asked);
                }
            }
        }
    }

    @Test
    void leavingTheRootIsAnAccessViolation() throws IOException {
        client.request(rrq("../file"));

        assertThat(client.receive()).isEqualTo(new Error(2, "the name leads out of the root directory by '..'"));
    }

    @Test
    void writingIsAnAccessViolation() throws IOException {
        client.request(new Wrq("file", Mode.OCTET, List.of()));

        assertThat(client.receive()).isEqualTo(new Error(2, "this server is read-only"));
        Await.until("refusal", () -> !server.refused().isEmpty());
        assertThat(server.refused().getFirst().reason()).isEqualTo("write-refused");
    }

    @Test
    void mailIsIllegal() throws IOException {
        client.request(new Rrq("user", Mode.MAIL, List.of()));

        assertThat(client.receive()).isEqualTo(new Error(4, "mail is not supported, use octet or netascii"));
    }

    @Test
    void anOptionGivenTwiceIsError8() throws IOException {
        client.request(rrq("file", "blksize", "512", "blksize", "1024"));

        assertThat(client.receive()).isEqualTo(new Error(8, "option blksize is given twice"));
    }

    @Test
    void netasciiIsConvertedAndHasNoTsize() throws IOException {
        Files.writeString(root.resolve("text"), "a\nb\r");
        client.request(new Rrq("text", Mode.NETASCII, options("tsize", "0", "blksize", "8")));

        assertThat(client.receive()).isEqualTo(new Oack(options("blksize", "8")));
        client.send(new Ack(0));
        assertThat(client.receive())
                .isEqualTo(new Data(1, ByteBuffer.wrap("a\r\nb\r\0".getBytes(StandardCharsets.US_ASCII))));
        client.send(new Ack(1));
    }

    @Test
    void edk2sProbeIsNoFailure() throws IOException {
        client.request(rrq("file", "tsize", "0", "blksize", "1468", "windowsize", "4"));
        client.receive();
        client.send(new Error(8, "User aborted the transfer"));

        Await.until("end", () -> !server.ended().isEmpty());
        assertThat(server.ended().getFirst().report().ending()).isEqualTo(new Ending.Probe());
        assertThat(client.fetch(rrq("file", "blksize", "1468", "windowsize", "4")))
                .isEqualTo(content);
    }

    @Test
    void anErrorInTheMiddleIsAnAbort() throws IOException {
        client.request(rrq("file"));
        client.receive();
        client.send(new Ack(1));
        client.receive();
        client.send(new Error(3, "disk full"));

        Await.until("end", () -> !server.ended().isEmpty());
        var report = server.ended().getFirst().report();
        assertThat(report.ending()).isEqualTo(new Ending.Aborted("the client sent ERROR 3 \"disk full\""));
        assertThat(report.bytes()).isEqualTo(512);
    }

    @Test
    void aStrangerGetsError5AndTheTransferGoesOn() throws IOException {
        client.request(rrq("file"));
        client.receive();
        try (var stranger = new TestClient(client.tid())) {
            stranger.request(new Ack(1));
            assertThat(error(stranger.receive()).code()).isEqualTo(5);
            stranger.request(new Error(0, "never answered"));
            client.send(new Ack(1));
            assertThat(afterRepetitionsOf(new Data(1, part(0, 512)))).isEqualTo(new Data(2, part(512, 1024)));
            assertThat(stranger.hearsNothing(50)).isTrue();
        }
    }

    @Test
    void aRepeatedRequestStartsNoSecondTransfer() throws IOException {
        client.request(rrq("file", "blksize", "1024"));
        client.receive();
        var tid = client.tid();
        client.request(rrq("file", "blksize", "1024"));
        Await.until("repetition", () -> server.repeated() == 1);
        client.sendTo(new Ack(0), tid);

        assertThat(client.receive()).isEqualTo(new Data(1, part(0, 1024)));
        assertThat(client.tid()).isEqualTo(tid);
    }

    @Test
    void aDifferentRequestFromTheSamePortSupersedes() throws IOException {
        Files.writeString(root.resolve("other"), "other");
        client.request(rrq("file", "blksize", "1024"));
        client.receive();
        client.request(rrq("other"));

        assertThat(client.receive())
                .isEqualTo(new Data(1, ByteBuffer.wrap("other".getBytes(StandardCharsets.US_ASCII))));
        client.send(new Ack(1));
        Await.until("both ends", () -> server.ended().size() == 2);
        assertThat(server.ended().stream().map(ended -> ended.report().ending()))
                .containsExactlyInAnyOrder(
                        new Ending.Complete(), new Ending.Aborted("superseded by a later request from the same port"));
    }

    @Test
    void theSameFileMayBeFetchedAgainAtOnceFromTheSamePort() throws IOException {
        for (int i = 0; i < 50; i++) {
            assertThat(client.fetch(rrq("file", "blksize", "1024"))).isEqualTo(content);
        }
        Await.until("ends", () -> server.ended().size() == 50);
        assertThat(server.ended())
                .allSatisfy(ended -> assertThat(ended.report().ending()).isEqualTo(new Ending.Complete()));
        assertThat(server.repeated()).isZero();
    }

    @Test
    void aClientThatWasResetBeginsAnew() throws IOException {
        client.request(rrq("file"));
        client.receive();
        client.send(new Ack(1));
        client.receive();
        Await.until("new transfer", () -> {
            client.requestQuietly(rrq("file"));
            return client.hearsWithin(100, new Data(1, part(0, 512)));
        });
    }

    @Test
    void aClientThatVanishesIsGivenUp() throws IOException {
        try (var impatient = TestServer.start(withPlaces(10, Duration.ofMillis(300)));
                var vanishing = new TestClient(impatient.address())) {
            vanishing.request(rrq("file", "blksize", "1024"));
            vanishing.receive();
            Await.until("end", () -> !impatient.ended().isEmpty());

            assertThat(impatient.ended().getFirst().report().ending())
                    .isEqualTo(new Ending.Aborted("no acknowledgement for 0 s"));
            Await.until("place freed", () -> impatient.server().active() == 0);
        }
    }

    @Test
    void whenAllPlacesAreTakenARequestIsPassedOverUntilOneIsFree() throws IOException {
        try (var small = TestServer.start(withPlaces(1, Duration.ofSeconds(5)));
                var first = new TestClient(small.address());
                var second = new TestClient(small.address())) {
            first.request(rrq("file", "blksize", "1024"));
            first.receive();
            second.request(rrq("file"));
            Await.until("refusal", () -> !small.refused().isEmpty());
            assertThat(small.refused().getFirst()).isEqualTo(Denial.busy(1));
            first.send(new Error(0, "enough"));
            Await.until("place freed", () -> small.server().active() == 0);

            assertThat(second.fetch(rrq("file"))).isEqualTo(content);
        }
    }

    @Test
    void garbageCostsACounterAndNothingElse() throws IOException {
        var random = new Random(3);
        for (int i = 0; i < 500; i++) {
            var garbage = new byte[random.nextInt(600)];
            random.nextBytes(garbage);
            client.sendBytes(garbage);
        }
        client.sendBytes(new byte[0]);
        client.sendTo(new Ack(7), server.address());

        assertThat(client.fetch(rrq("file"))).isEqualTo(content);
        assertThat(server.intake().malformed()).isEqualTo(501);
        assertThat(server.refused()).isEmpty();
    }

    @Test
    void stoppingTellsTheClientsThatAreLeft() throws IOException {
        client.request(rrq("file"));
        client.receive();
        server.close();

        assertThat(client.receive()).isEqualTo(new Error(0, "the server is stopping"));
        assertThat(server.ended().getFirst().report().ending()).isEqualTo(new Ending.Aborted("the server is stopping"));
    }

    @Test
    void blockNumbersRollOver() throws IOException {
        var large = new byte[70_000 * 8 + 3];
        new Random(2).nextBytes(large);
        Files.write(root.resolve("large"), large);

        assertThat(client.fetch(rrq("large", "blksize", "8"))).isEqualTo(large);
        assertThat(client.fetch(rrq("large", "blksize", "8", "windowsize", "64")))
                .isEqualTo(large);
        Await.until("both ends", () -> server.ended().size() == 2);
        assertThat(server.ended()).allSatisfy(ended -> {
            assertThat(ended.report().bytes()).isEqualTo(large.length);
            assertThat(ended.report().ending()).isEqualTo(new Ending.Complete());
        });
    }

    @Test
    void manyClientsAtOnceGetTheirFiles() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var fetched = threads.invokeAll(java.util.Collections.nCopies(60, () -> {
                try (var one =
                        new TestClient(server.address(), new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1")))) {
                    return one.fetch(rrq("file", "blksize", "64", "windowsize", "8"));
                }
            }));
            for (var file : fetched) {
                assertThat(file.get()).isEqualTo(content);
            }
        }
        Await.until("places freed", () -> server.server().active() == 0);
    }

    private TftpPacket afterRepetitionsOf(TftpPacket packet) throws IOException {
        var next = client.receive();
        while (next.equals(packet)) {
            next = client.receive();
        }
        return next;
    }

    private Settings withPlaces(int places, Duration giveUp) {
        var usual = TestServer.settings(root, "127.0.0.1");
        return new Settings(
                usual.rack(),
                root,
                root,
                usual.listen(),
                usual.bootServer(),
                new Limits(65464, 64),
                usual.windowMemory(),
                places,
                giveUp,
                usual.shutdownGrace());
    }

    private ByteBuffer part(int from, int to) {
        return ByteBuffer.wrap(content, from, to - from).slice();
    }
}
