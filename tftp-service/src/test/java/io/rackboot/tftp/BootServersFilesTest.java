package io.rackboot.tftp;

import static io.rackboot.tftp.TestClient.rrq;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.rackboot.tftp.files.BootServer;
import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are asked of the boot server, by TFTP.
class BootServersFilesTest {
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
    void aMissingFileOfABootServerThatIsAwayNamesTheCause() throws IOException {
        client.request(rrq("525400a1b2c3/missing"));

        assertThat(client.receive())
                .isEqualTo(new Error(
                        0,
                        "http-boot-service at http://127.0.0.1:9 does not answer for 525400a1b2c3/missing:"
                                + " Connection refused"));
        Await.until("refusal", () -> !server.refused().isEmpty());
        assertThat(server.refused().getFirst().reason()).isEqualTo("boot-server-unreachable");
    }

    @Test
    void aFileOfTheBootServerIsPassedOn() throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/boot/525400a1b2c3/vmlinuz", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        http.start();
        try (var fallback = TestServer.start(withBootServer(http.getAddress().getPort()));
                var one = new TestClient(fallback.address())) {
            assertThat(one.fetch(rrq("525400a1b2c3/vmlinuz", "blksize", "1024", "windowsize", "2")))
                    .isEqualTo(content);
            one.request(rrq("525400a1b2c3/other"));
            assertThat(one.receive()).isEqualTo(new Error(1, "no such file: 525400a1b2c3/other"));
        } finally {
            http.stop(0);
        }
    }

    @Test
    void aBootServerThatBreaksOffEndsTheTransferWithItsReason() throws IOException {
        var over = new CountDownLatch(1);
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/tftp/big", exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(content, 0, 512);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        http.start();
        try (var fallback = TestServer.start(withBootServer(http.getAddress().getPort()));
                var one = new TestClient(fallback.address())) {
            one.request(rrq("big"));
            assertThat(one.receive()).isEqualTo(new Data(1, part(0, 512)));
            one.send(new Ack(1));
            assertThat(one.receive())
                    .isEqualTo(new Error(
                            0,
                            "http-boot-service at http://127.0.0.1:"
                                    + http.getAddress().getPort() + " broke off: Read timed out"));
        } finally {
            over.countDown();
            http.stop(0);
        }
    }

    private Settings withBootServer(int port) {
        var usual = TestServer.settings(root, "127.0.0.1");
        return new Settings(
                usual.rack(),
                root,
                root,
                usual.listen(),
                new BootServer(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(1), Duration.ofMillis(300)),
                usual.limits(),
                usual.windowMemory(),
                usual.maxTransfers(),
                usual.giveUp(),
                usual.shutdownGrace());
    }

    private ByteBuffer part(int from, int to) {
        return ByteBuffer.wrap(content, from, to - from).slice();
    }
}
