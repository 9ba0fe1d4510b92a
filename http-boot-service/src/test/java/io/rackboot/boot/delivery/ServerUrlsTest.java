package io.rackboot.boot.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackboot.boot.delivery.Asker.Way;
import io.rackboot.boot.script.ServerUrl;
import io.rackboot.events.Ipv4;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerUrlsTest {
    private static final Asker MACHINE = new Asker(Optional.of(new Ipv4("192.168.77.100")), Way.HTTP);
    private static final Asker LOCAL = new Asker(Optional.of(new Ipv4("127.0.0.1")), Way.HTTP);

    private final ServerUrls urls = new ServerUrls(Optional.empty());

    @Test
    void aMachineIsToldWhatItAskedFor() {
        assertThat(urls.of("http", Optional.of("192.168.77.1:8081"), MACHINE).orElseThrow())
                .hasToString("http://192.168.77.1:8081");
        assertThat(urls.of("http", Optional.of("127.0.0.1:8081"), LOCAL).orElseThrow())
                .hasToString("http://127.0.0.1:8081");
    }

    @Test
    void whatIsConfiguredComesFirst() {
        var configured = new ServerUrls(ServerUrl.of("http", "boot.example"));
        assertThat(configured.of("http", Optional.of("192.168.77.1"), MACHINE).orElseThrow())
                .hasToString("http://boot.example");
        assertThat(configured.of("http", Optional.empty(), MACHINE)).isPresent();
    }

    @Test
    void aHostThatIsNoneIsRefused() {
        assertThat(urls.of("http", Optional.empty(), MACHINE)).isEmpty();
        assertThat(urls.of("http", Optional.of("a b"), MACHINE)).isEmpty();
    }

    @Test
    void aMachineBehindTftpIsNotToldALoopbackAddress() throws Exception {
        // This host's own address is the one it would speak to itself from.
        var own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
        assumeTrue(own.isPresent(), "this host has no address but loopback");
        var asker = new Asker(Optional.of(new Ipv4(own.get())), Way.TFTP);

        assertThat(urls.of("http", Optional.of("127.0.0.1:8081"), asker).orElseThrow())
                .hasToString("http://" + own.get() + ":8081");
    }
}
