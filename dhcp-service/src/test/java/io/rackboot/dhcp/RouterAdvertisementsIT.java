package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service on a link where radvd speaks, leaves, or dies; rdisc6 asks.
class RouterAdvertisementsIT {
    private static final String NONE = "Router lifetime           :            0 (0x00000000) seconds";
    private static final String SPEAKS = "an IPv6 router speaks; leaving router discovery to it";
    private static final String GONE = "no IPv6 router speaks any more; answering router solicitations";

    @TempDir
    private Path directory;

    private Network network;
    private Network.Host client;
    private Network.Host router;

    @BeforeEach
    void create() {
        network = Network.create(directory);
        Network.require("rdisc6", "ndisc6");
        Network.require("radvd", "radvd");
        network.makeRack();
        client = network.client("host", "52:54:00:00:07:01", "rack0");
        router = network.client("router", "52:54:00:00:07:02", "rack0");
        router.run("sysctl -qw net.ipv6.conf.all.forwarding=1");
    }

    @AfterEach
    void end() {
        network.close();
    }

    @Test
    void isSilentWhileARouterSpeaksAndUntilItSaysThatItLeaves() throws IOException, InterruptedException {
        startServer("dhcp.router-advertisements=true");
        awaitAnswer(NONE);

        var radvd = startRouter(1800);
        awaitLog(SPEAKS, 1);
        assertThat(ask()).contains("1800").doesNotContain(NONE);

        radvd.destroy(); // with a last word of lifetime 0
        assertThat(radvd.waitFor(20, TimeUnit.SECONDS)).isTrue();
        awaitLog(GONE, 1);
        awaitAnswer(NONE);
    }

    @Test
    void aRouterThatDiesIsWaitedForUntilItsLifetimeIsOver() throws IOException, InterruptedException {
        var radvd = startRouter(5);
        startServer("dhcp.router-advertisements=true");
        awaitLog(SPEAKS, 1); // asked, so that it need not be waited for

        radvd.destroyForcibly().waitFor();
        awaitLog(GONE, 1);
        awaitAnswer(NONE);
    }

    @Test
    void isSilentWhereThatIsSwitchedOff() throws IOException {
        startServer("dhcp.router-advertisements=false");

        assertThat(ask()).doesNotContain("Router lifetime");
    }

    private void awaitAnswer(String answer) {
        Await.until(answer, () -> ask().contains(answer));
    }

    private String ask() {
        return client.run("rdisc6 -1 -r 1 -w 1500 eth0 2>&1 || true");
    }

    private void awaitLog(String text, int times) {
        Await.until(
                text,
                () -> network.log("server")
                                .lines()
                                .filter(line -> line.contains(text))
                                .count()
                        == times);
    }

    private Process startRouter(int lifetime) throws IOException {
        var configuration = Files.writeString(directory.resolve("radvd.conf"), """
                interface eth0 {
                  AdvSendAdvert on;
                  MinRtrAdvInterval 3;
                  MaxRtrAdvInterval 4;
                  AdvDefaultLifetime %d;
                };
                """.formatted(lifetime));
        Await.until(
                "a link-local address",
                () -> router.run("ip -6 addr show dev eth0 scope link -tentative")
                        .contains("fe80"));
        return router.start(
                "radvd",
                "-n",
                "-C",
                configuration.toString(),
                "-p",
                directory.resolve("radvd.pid").toString(),
                "-m",
                "stderr",
                "-u",
                "root");
    }

    private void startServer(String advertisements) throws IOException {
        network.start(
                "server",
                Packaged.command(List.of(
                        advertisements,
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        "dhcp.subnets.rack.network=192.168.77.0/24")));
        network.awaitReady();
    }
}
