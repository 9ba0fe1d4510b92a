package io.rackboot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.tftp.transfer.Ending;
import io.rackboot.tftp.wire.TftpPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients of other people fetch files, and the digests agree.
class RealClientsTest {
    private static final int BEYOND_65535_BLOCKS = 34 * 1024 * 1024;

    @TempDir
    private Path directory;

    private Path root;
    private TestServer server;
    private String port;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectories(directory.resolve("root/525400a1b2c3")).getParent();
        server = TestServer.start(root);
        port = Integer.toString(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 512",
        "511, 512",
        "512, 512",
        "513, 512",
        "3000000, 512",
        "3000000, 1468",
        "3000000, 65464",
        "1000, 8"
    })
    void curl(int size, String blksize) throws IOException, InterruptedException {
        var curl = Tool.required("curl", "curl");
        random("file", size);

        curl.run(directory, "-sS", "--tftp-blksize", blksize, "-o", "got", url("file"));

        assertSame("file", size);
    }

    @Test
    void curlWithoutOptionsBeyondBlock65535() throws IOException, InterruptedException {
        var curl = Tool.required("curl", "curl");
        random("file", BEYOND_65535_BLOCKS);

        curl.run(directory, "-sS", "--tftp-no-options", "-o", "got", url("file"));

        assertSame("file", BEYOND_65535_BLOCKS);
    }

    @Test
    void curlByAbsoluteNameInAMachinesDirectory() throws IOException, InterruptedException {
        var curl = Tool.required("curl", "curl");
        random("file", 2000);

        curl.run(directory, "-sS", "-o", "got", url("/525400a1b2c3/file"));

        assertSame("file", 2000);
        assertThat(server.ended().getFirst().path().machine()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "3000000, 512, 1",
        "3000000, 1468, 4",
        "3000000, 1468, 64",
        "3000000, 1468, 1000",
        "3000000, 65464, 16",
        "93952, 1468, 64",
        "93953, 1468, 64",
        "0, 512, 8"
    })
    void atftp(int size, String blksize, String windowsize) throws IOException, InterruptedException {
        var atftp = Tool.required("atftp", "atftp");
        random("file", size);

        atftp.run(
                directory,
                "--option",
                "blksize " + blksize,
                "--option",
                "windowsize " + windowsize,
                "--option",
                "tsize",
                "-g",
                "-r",
                "file",
                "-l",
                "got",
                "127.0.0.1",
                port);

        assertSame("file", size);
    }

    @Test
    void atftpNetascii() throws IOException, InterruptedException {
        var atftp = Tool.required("atftp", "atftp");
        text("text");

        atftp.run(directory, "--option", "mode netascii", "-g", "-r", "text", "-l", "got", "127.0.0.1", port);

        // This client keeps the text as it crossed the wire.
        var wire = Files.readString(root.resolve("text")).replace("\r", "\r\0").replace("\n", "\r\n");
        var got = Files.readString(directory.resolve("got"));
        assertThat(got).isIn(wire, Files.readString(root.resolve("text")));
        Await.until("end of the transfer", () -> !server.ended().isEmpty());
        assertThat(server.ended().getFirst().report().bytes()).isEqualTo(wire.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "netascii"})
    void tftpHpa(String mode) throws IOException, InterruptedException {
        var tftp = Tool.required("tftp", "tftp-hpa");
        text("text");

        tftp.run(directory, "-4", "-m", mode, "127.0.0.1", port, "-c", "get", "text", "got");

        assertSame("text", Files.size(root.resolve("text")));
    }

    @ParameterizedTest
    @CsvSource({"3000000, 512", "3000000, 1428", "1428, 1428", "0, 512"})
    void busybox(int size, String blksize) throws IOException, InterruptedException {
        var busybox = Tool.required("busybox", "busybox-static");
        random("file", size);

        busybox.run(directory, "tftp", "-g", "-b", blksize, "-r", "file", "-l", "got", "127.0.0.1", port);

        assertSame("file", size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "8", "64"})
    void atftpOverACableThatLosesPackets(String windowsize) throws IOException, InterruptedException {
        var atftp = Tool.required("atftp", "atftp");
        random("file", 600_000);
        // The client is gone when it has sent the last acknowledgement: that one must arrive.
        var last = new TftpPacket.Ack(600_000 / 1024 + 1);
        try (var cable = new Cable(
                server.address(),
                (_, number, packet) -> number % 97 == 96 && !packet.equals(last) ? Cable.Fate.DROP : Cable.Fate.PASS)) {
            atftp.run(
                    directory,
                    "--option",
                    "blksize 1024",
                    "--option",
                    "windowsize " + windowsize,
                    "-g",
                    "-r",
                    "file",
                    "-l",
                    "got",
                    "127.0.0.1",
                    Integer.toString(cable.address().getPort()));

            assertThat(cable.dropped()).isPositive();
            assertSame("file", 600_000);
        }
    }

    private String url(String path) {
        return "tftp://127.0.0.1:" + port + "/" + path;
    }

    private void random(String name, int size) throws IOException {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        Files.write(root.resolve(name), content);
    }

    private void text(String name) throws IOException {
        Files.writeString(root.resolve(name), "a line of text\nand one with a \r in it\n\n".repeat(3000));
    }

    private void assertSame(String name, long size) throws IOException {
        var expected = sha256(root.resolve(name));
        assertThat(sha256(directory.resolve("got"))).isEqualTo(expected);
        Await.until("end of the transfer", () -> !server.ended().isEmpty());
        assertThat(server.ended()).hasSize(1);
        var ended = server.ended().getFirst();
        assertThat(ended.report().ending()).isEqualTo(new Ending.Complete());
        assertThat(ended.report().bytes()).isGreaterThanOrEqualTo(size);
        assertThat(ended.sha256()).contains(expected);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
