package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.nats.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service on both of its ports.
class ProxyServiceIT {
    private static final Ip4Address ADDRESS = Ip4Address.parse("127.0.0.9");
    private static final Messages MACHINE = Messages.of("52:54:00:00:11:01");

    private final int bootServerPort = FreePort.udp();

    @TempDir
    private Path directory;

    @Test
    void aProxyOffersNoAddressAndTellsTheFileOnItsOtherPort() throws IOException {
        var site = Site.in(directory.resolve("state"));
        try (var service = start(site, "dhcp.mode=proxy", "dhcp.proxy-offer=request");
                var client = TestClient.client(site);
                var firmware = TestClient.ofBootServer(bootServerPort, ADDRESS.toString())) {
            awaitOffer(client, service);
            client.patience(20_000);

            client.send(Messages.of("52:54:00:00:11:02").discover()); // is left to the address server
            var offer = client.ask(MACHINE.pxeDiscover());
            var ack = firmware.ask(MACHINE.message(MessageType.DHCPREQUEST, ADDRESS, ProxyServiceIT::pxe));

            assertThat(offer.yiaddr()).isEqualTo(Ip4Address.ANY);
            assertThat(offer.file()).isEqualTo(Octets.EMPTY);
            assertThat(ack.messageType()).contains(MessageType.DHCPACK);
            assertThat(ack.file().text()).isEqualTo("525400001101/snponly.efi");
            assertThat(ack.yiaddr()).isEqualTo(Ip4Address.ANY);
            assertThat(service.log()).contains("proxyDHCP on lo", "ports " + site.serverPort() + " and ");
        }
    }

    @Test
    void aServerWithAMenuAnswersTheChoice() throws IOException {
        var site = Site.in(directory.resolve("state"));
        try (var service = start(
                        site,
                        "dhcp.boot.menu.items[0].text=Rack",
                        "dhcp.boot.menu.items[1].text=Test",
                        "dhcp.boot.menu.items[1].start=file",
                        "dhcp.boot.menu.items[1].file=memtest.0");
                var client = TestClient.client(site);
                var firmware = TestClient.ofBootServer(bootServerPort, ADDRESS.toString())) {
            awaitOffer(client, service);
            var choice = Octets.ofHex("470480010000ff");

            var ack = firmware.ask(MACHINE.message(
                    MessageType.DHCPREQUEST, ADDRESS, options -> pxe(options).putBytes(43, choice)));

            assertThat(ack.file().text()).isEqualTo("memtest.0");
            assertThat(ack.options().bytes(43)).contains(choice);
        }
    }

    private Service start(Site site, String... settings) throws IOException {
        var all = new ArrayList<>(List.of(settings));
        all.add("dhcp.boot-server-port=" + bootServerPort);
        return Service.start(site, directory, all);
    }

    private static void awaitOffer(TestClient client, Service service) {
        client.patience(100);
        Await.until("an offer: " + service.log(), () -> {
            client.send(Messages.of("52:54:00:ff:ff:ff").pxeDiscover());
            return client.hears(ProxyServiceIT::isOffer);
        });
    }

    private static boolean isOffer(DhcpMessage reply) {
        return reply.messageType().filter(MessageType.DHCPOFFER::equals).isPresent();
    }

    private static DhcpOptions.Builder pxe(DhcpOptions.Builder options) {
        return options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                .putBytes(OptionCode.CLIENT_SYSTEM_ARCHITECTURE.code(), Octets.ofInts(0, 7));
    }
}
