package io.rackboot.tftp;

import static io.rackboot.tftp.TestClient.rrq;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.tftp.Cable.Fate;
import io.rackboot.tftp.transfer.Ending;
import io.rackboot.tftp.transfer.TransferReport;
import io.rackboot.tftp.wire.TftpPacket;
import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transfers over a cable that loses, doubles and reorders packets. The client never repeats anything by itself, so
/// each loss is mended by the server's clock or by RFC 7440's ACK inside a window.
class UnreliableNetworkTest {
    private static final int BLOCKS = 40;

    @TempDir
    private Path root;

    private TestServer server;
    private byte[] content;

    @BeforeEach
    void start() throws IOException {
        content = new byte[BLOCKS * 512 - 100];
        new Random(1).nextBytes(content);
        Files.write(root.resolve("file"), content);
        server = TestServer.start(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 39, 40})
    void aLostBlockIsSentAgain(int lost) throws IOException {
        var report = fetch("1", once((fromClient, packet) -> packet instanceof Data data && data.block() == lost), 1);

        assertThat(report.retransmitted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 39})
    void aLostAckIsMadeGoodByTheBlock(int lost) throws IOException {
        var report = fetch("1", once((fromClient, packet) -> packet.equals(new Ack(lost))), 1);

        assertThat(report.retransmitted()).isEqualTo(1);
    }

    @Test
    void aLostOackIsSentAgain() throws IOException {
        assertThat(fetch("1", once((fromClient, packet) -> packet instanceof Oack), 1)
                        .retransmitted())
                .isEqualTo(1);
    }

    @Test
    void aLostAckOfTheOackIsMadeGood() throws IOException {
        assertThat(fetch("4", once((fromClient, packet) -> packet.equals(new Ack(0))), 1)
                        .retransmitted())
                .isEqualTo(1);
    }

    @Test
    void theLastAckMayBeLost() throws IOException {
        assertThat(fetch("1", once((fromClient, packet) -> packet.equals(new Ack(BLOCKS))), 1)
                        .retransmitted())
                .isEqualTo(1);
    }

    /// RFC 1123 §4.2.3.1: when every ACK comes twice, every block still goes out once.
    @Test
    void doubledAcksDoNotDoubleTheData() throws IOException {
        try (var cable = new Cable(
                server.address(), (fromClient, _, packet) -> packet instanceof Ack ? Fate.DOUBLE : Fate.PASS)) {
            fetch(cable, "1");

            assertThat(cable.doubled()).isEqualTo(BLOCKS + 1);
            assertThat(report().retransmitted()).isZero();
        }
    }

    @Test
    void doubledAcksDoNotDoubleWindows() throws IOException {
        try (var cable = new Cable(
                server.address(), (fromClient, _, packet) -> packet instanceof Ack ? Fate.DOUBLE : Fate.PASS)) {
            fetch(cable, "8");

            assertThat(cable.doubled()).isPositive();
            // A doubled ACK may hasten one window at most, if the client is slower than reordering is.
            assertThat(report().retransmitted()).isLessThanOrEqualTo(BLOCKS);
        }
    }

    @Test
    void doubledDataIsHarmless() throws IOException {
        try (var cable = new Cable(
                server.address(), (fromClient, _, packet) -> packet instanceof Data ? Fate.DOUBLE : Fate.PASS)) {
            fetch(cable, "1");

            assertThat(cable.doubled()).isEqualTo(BLOCKS);
            assertThat(report().retransmitted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8, 9, 16, 40})
    void aWindowGoesOnFromTheLostBlock(int lost) throws IOException {
        var report = fetch("8", once((fromClient, packet) -> packet instanceof Data data && data.block() == lost), 1);

        assertThat(report.retransmitted()).isBetween(1L, 8L);
    }

    @Test
    void aWholeWindowMayBeLost() throws IOException {
        var report = fetch(
                "8",
                onceEach((fromClient, packet) -> packet instanceof Data data && data.block() > 8 && data.block() <= 16),
                8);

        assertThat(report.retransmitted()).isEqualTo(8);
    }

    @Test
    void overtakingInsideAWindowIsMended() throws IOException {
        try (var cable = new Cable(
                server.address(),
                (fromClient, number, _) -> !fromClient && number % 11 == 0 ? Fate.OVERTAKEN : Fate.PASS)) {
            fetch(cable, "8");

            assertThat(cable.overtaken()).isPositive();
            assertThat(report().ending()).isEqualTo(new Ending.Complete());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 13", "4, 13", "16, 13", "64, 17"})
    void aNetworkThatLosesOneInSoManyDelivers(String windowsize, int interval) throws IOException {
        try (var cable =
                new Cable(server.address(), (_, number, _) -> number % interval == 0 ? Fate.DROP : Fate.PASS)) {
            fetch(cable, windowsize);

            assertThat(cable.dropped()).isPositive();
            assertThat(report().retransmitted()).isPositive();
        }
    }

    private interface Match {
        boolean matches(boolean fromClient, TftpPacket packet);
    }

    private static Cable.Plan once(Match match) {
        var done = new AtomicBoolean();
        return (fromClient, _, packet) ->
                match.matches(fromClient, packet) && done.compareAndSet(false, true) ? Fate.DROP : Fate.PASS;
    }

    private static Cable.Plan onceEach(Match match) {
        Set<Object> seen = ConcurrentHashMap.newKeySet();
        return (fromClient, _, packet) -> match.matches(fromClient, packet) && seen.add(packet) ? Fate.DROP : Fate.PASS;
    }

    private TransferReport fetch(String windowsize, Cable.Plan plan, int drops) throws IOException {
        try (var cable = new Cable(server.address(), plan)) {
            fetch(cable, windowsize);
            assertThat(cable.dropped()).isEqualTo(drops);
        }
        return report();
    }

    private void fetch(Cable cable, String windowsize) throws IOException {
        try (var client = new TestClient(cable.address())) {
            assertThat(client.fetch(rrq("file", "windowsize", windowsize))).isEqualTo(content);
            client.acknowledgeUntil(() -> !server.ended().isEmpty());
        }
        assertThat(report().ending()).isEqualTo(new Ending.Complete());
        assertThat(report().bytes()).isEqualTo(content.length);
    }

    private TransferReport report() {
        assertThat(server.ended()).hasSize(1);
        return server.ended().getFirst().report();
    }
}
