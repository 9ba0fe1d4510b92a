package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service after Debian's rarpd: asked the same by the same client, they say the same, byte for byte.
class RarpIT {
    /// U-Boot 2023.01 with `CMD_RARP` at `rarpboot 0x1000000 hello.txt`, and the answer that it took: it loaded the
    /// file by TFTP next, from the server that had answered.
    private static final Path UBOOT = Path.of("src/test/resources/rarp/u-boot.pcap");

    private static final String CLIENT = "52:54:00:77:00:20";
    private static final String OTHER = "52:54:00:00:05:02";
    private static final String STRANGER = "52:54:00:00:05:03";

    @TempDir
    private Path directory;

    private Network network;
    private Network.Host client;
    private Path seen;

    @BeforeEach
    void create() throws IOException {
        network = Network.create(directory);
        Network.require("rarpd", "rarpd");
        Network.require("socat", "socat");
        network.makeRack();
        client = network.client("rarp", CLIENT, "rack0");
        seen = client.capture("ether proto 0x8035 and ether dst " + CLIENT);
    }

    @AfterEach
    void end() {
        network.close();
    }

    @Test
    void saysWhatRarpdSays() throws IOException, InterruptedException {
        var uboot = Captures.frames(Files.readAllBytes(UBOOT)).getFirst();
        var questions = List.of(announcement(), request(OTHER), request(STRANGER), uboot, announcement());

        var rarpd = startRarpd();
        askUntilAnswered(announcement());
        var expected = ask(questions);
        rarpd.destroyForcibly().waitFor();

        startService("dhcp.rarp=true");
        askUntilAnswered(announcement());
        assertThat(ask(questions)).isEqualTo(expected);

        assertThat(expected).hasSize(4);
        var server = mac(network.onServer("cat /sys/class/net/rack0/address").strip());
        assertThat(expected.getFirst())
                .isEqualTo(Octets.ofHex(mac(CLIENT) + server + "8035" + "0001080006040004" + server + "c0a84d01"
                        + mac(CLIENT) + "c0a84d14"));
        assertThat(network.onServer("curl -s -m 2 http://127.0.0.1:8067/q/metrics"))
                .contains("dhcp_rarp_requests_total{outcome=\"unknown-machine\"} 1.0");
        assertThat(network.log("server"))
                .contains("RARP 192.168.77.20 (machine 525400770020, chaddr 52:54:00:77:00:20, interface rack0)");
    }

    @Test
    void isSilentUnlessItIsToldToAnswer() throws IOException {
        startService("dhcp.rarp=false");

        assertThat(ask(List.of(announcement()))).isEmpty();
    }

    /// As QEMU's `announce_self` and other hypervisors send them: a frame of the shortest length, to everybody.
    private static Octets announcement() {
        return request(CLIENT);
    }

    private static Octets request(String target) {
        return Octets.ofHex("ffffffffffff" + mac(CLIENT) + "8035" + "0001080006040003" + mac(CLIENT) + "00000000"
                + mac(target) + "00000000" + "00".repeat(18));
    }

    /// {@return what came back}
    private List<Octets> ask(List<Octets> questions) throws IOException {
        int before = frames().size();
        for (var question : questions) {
            send(question);
        }
        awaitQuiet();
        var all = frames();
        return new ArrayList<>(all.subList(before, all.size()));
    }

    private void askUntilAnswered(Octets question) {
        Await.until("an answer", () -> {
            int before = frames().size();
            try {
                send(question);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(100_000_000);
            return frames().size() > before;
        });
        awaitQuiet();
    }

    /// Nobody has anything left to say: twice the same number of frames, a while apart.
    private void awaitQuiet() {
        var last = new int[] {-1};
        Await.until("quiet", () -> {
            int now = frames().size();
            boolean quiet = now == last[0];
            last[0] = now;
            LockSupport.parkNanos(300_000_000);
            return quiet;
        });
    }

    private void send(Octets frame) throws IOException {
        var file = Files.write(directory.resolve("frame"), frame.toByteArray());
        client.run("socat -u OPEN:" + file + " INTERFACE:eth0");
    }

    private List<Octets> frames() {
        try {
            var bytes = Files.readAllBytes(seen);
            return bytes.length < 24 ? List.of() : Captures.frames(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process startRarpd() throws IOException {
        var etc = Files.createDirectory(directory.resolve("etc"));
        Files.writeString(etc.resolve("ethers"), CLIENT + " 192.168.77.20\n" + OTHER + " 192.168.77.21\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "ethers: files\nhosts: files\n");
        Files.writeString(etc.resolve("hosts"), "127.0.0.1 localhost\n");
        return network.start(
                "server", "unshare", "-m", "bash", "-c", "mount --bind " + etc + " /etc && exec rarpd -d -e rack0");
    }

    private void startService(String rarp) throws IOException {
        var state = directory.resolve("state");
        MachineSnapshot.write(
                state,
                List.of(
                        MachineSnapshot.machine(CLIENT, "192.168.77.20"),
                        MachineSnapshot.machine(OTHER, "192.168.77.21")));
        network.start(
                "server",
                Packaged.command(List.of(
                        rarp,
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + state,
                        "dhcp.subnets.rack.network=192.168.77.0/24")));
        network.awaitReady();
    }

    private static String mac(String text) {
        return text.replace(":", "");
    }
}
