package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// proxyDHCP: 192.168.77.3 gives the addresses, 192.168.77.1 the boot files.
class ProxyServerTest {
    private static final Machines NO_DOCUMENTS = _ -> Optional.empty();
    private static final String SCRIPT = "http://192.168.77.1/boot/525400a1b2c3/boot.ipxe";

    @Test
    void offersPxeFirmwareItsFileAndNoAddress() {
        assertThat(told(pxe(7).with(97, "0044454c4c7700104a8001525400770001"))).isEqualTo("""
                        -> broadcast, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        siaddr 192.168.77.1
                        chaddr 52:54:00:a1:b2:c3
                        file "525400a1b2c3/snponly.efi"
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        60 VENDOR_CLASS_IDENTIFIER = "PXEClient"
                        43 VENDOR_SPECIFIC_INFORMATION = {6:08}
                        97 CLIENT_MACHINE_IDENTIFIER = uuid 4c4c4544-0077-4a10-8001-525400770001
                        66 TFTP_SERVER_NAME = "192.168.77.1"
                        67 BOOTFILE_NAME = "525400a1b2c3/snponly.efi"
                        """);
    }

    @Test
    void offersItselfWhereFirmwareIsToAskOnPort4011() {
        var request = pxe(7).build();

        assertThat(Scene.told(
                        proxy(BootSite.SAME_HOST, ProxyOffer.REQUEST).decide(request, Scene.BROADCAST, Scene.NOON)))
                .isEqualTo("""
                        -> broadcast, at most 576 bytes
                        BOOTREPLY xid=1234abcd htype=1 hlen=6 hops=0 secs=0 flags=0000
                        siaddr 192.168.77.1
                        chaddr 52:54:00:a1:b2:c3
                        53 DHCP_MESSAGE_TYPE = DHCPOFFER
                        54 SERVER_IDENTIFIER = 192.168.77.1
                        60 VENDOR_CLASS_IDENTIFIER = "PXEClient"
                        """);
    }

    @Test
    void thatIsThisServerAlsoWhereTheTftpServerIsAnother() {
        var site = BootSite.of(new BootServers(Optional.empty(), Optional.of(Ip4Address.parse("192.168.77.9"))));

        assertThat(offer(site, ProxyOffer.REQUEST, pxe(7)).siaddr()).isEqualTo(Scene.SERVER);
        assertThat(offer(site, ProxyOffer.FILE, pxe(7)).siaddr()).isEqualTo(Ip4Address.parse("192.168.77.9"));
    }

    @ParameterizedTest
    @EnumSource
    void offersHttpBootItsUrl(ProxyOffer way) {
        var http = discover()
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "HTTPClient:Arch:00016:UNDI:003000")
                .with(93, "0010");

        var offer = offer(BootSite.SAME_HOST, way, http);

        assertThat(offer.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER)).contains("HTTPClient");
        assertThat(offer.options().get(OptionCode.BOOTFILE_NAME))
                .contains("http://192.168.77.1/boot/525400a1b2c3/snponly.efi");
        assertThat(offer.yiaddr()).isEqualTo(Ip4Address.ANY);
    }

    @ParameterizedTest
    @EnumSource
    void offersIpxeItsScriptWithTheClassThatItWantsToSee(ProxyOffer way) {
        var offer = offer(BootSite.SAME_HOST, way, pxe(0).with(77, "69505845"));

        assertThat(offer.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER)).contains("PXEClient");
        assertThat(offer.options().get(OptionCode.BOOTFILE_NAME)).contains(SCRIPT);
        assertThat(offer.file().text()).isEqualTo(SCRIPT);
        assertThat(offer.siaddr()).isEqualTo(Scene.SERVER);
        // It would not wait for this very offer.
        assertThat(offer.options().bytes(175)).isEmpty();
    }

    /// It reads nothing of a proxy's offer but the header: siderolabs/booter#11.
    @ParameterizedTest
    @EnumSource
    void offersUBootItsFileInTheHeader(ProxyOffer way) {
        var uBoot = discover()
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "U-Boot.armv8")
                .with(93, "0016");

        var offer = offer(BootSite.SAME_HOST, way, uBoot);

        assertThat(offer.file().text()).isEqualTo("525400a1b2c3/snponly-arm64.efi");
        assertThat(offer.siaddr()).isEqualTo(Scene.SERVER);
    }

    @ParameterizedTest
    @EnumSource
    void offersARaspberryPiItsMenu(ProxyOffer way) {
        var offer = offer(BootSite.SAME_HOST, way, pxe(0).from("b8:27:eb:01:02:03"));

        assertThat(offer.options().bytes(43).orElseThrow().hex())
                .contains(Octets.ofText("Raspberry Pi Boot").hex());
        assertThat(offer.siaddr()).isEqualTo(Scene.SERVER);
    }

    @ParameterizedTest
    @EnumSource
    void offersTheSitesMenu(ProxyOffer way) {
        var offer = offer(PxeMenuTest.SITE, way, pxe(7));

        assertThat(offer.options().bytes(43).orElseThrow().hex()).startsWith("060103" + "08");
        assertThat(offer.file().text()).isEqualTo("525400a1b2c3/snponly.efi");
    }

    @Test
    void offersThroughARelay() {
        var decision = decide(pxe(7).giaddr("10.9.0.1").with(82, "0104706f7274").build());

        assertThat(((Decision.Reply) decision).destination())
                .isEqualTo(new ReplyDestination.ToRelay(Ip4Address.parse("10.9.0.1")));
        assertThat(((Decision.Reply) decision).message().options().codes()).endsWith(82);
    }

    @Test
    void respectsTheMachinesLoader() {
        Machines documents = hardware -> Optional.of(hardware)
                .filter(HardwareAddress.ofMac(Requests.MAC)::equals)
                .map(_ -> new Machine(new MachineId("525400a1b2c3"), Optional.empty(), Optional.empty(), Loader.GRUB));
        var boot = new BootChoice(BootSite.SAME_HOST, RecentBoots.NONE);

        var decision =
                new ProxyServer(boot, ProxyOffer.FILE, documents).decide(pxe(7).build(), Scene.BROADCAST, Scene.NOON);

        assertThat(((Decision.Reply) decision).message().file().text()).isEqualTo("525400a1b2c3/grubx64.efi");
    }

    @Test
    void acknowledgesAnInformOfAClientThatBoots() {
        var inform = Requests.of(MessageType.DHCPINFORM)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                .ciaddr("192.168.77.150")
                .build();

        var decision = (Decision.Reply) proxy(BootSite.SAME_HOST, ProxyOffer.REQUEST)
                .decide(inform, Scene.unicastFrom("192.168.77.150"), Scene.NOON);

        assertThat(decision.message().messageType()).contains(MessageType.DHCPACK);
        assertThat(decision.message().file().text()).isEqualTo("525400a1b2c3/snponly.efi");
        assertThat(decision.destination()).isEqualTo(new ReplyDestination.ToClient(Ip4Address.parse("192.168.77.150")));
    }

    @ParameterizedTest
    @CsvSource({
        "DHCPREQUEST, DHCPREQUEST is the address server's to answer",
        "DHCPDECLINE, DHCPDECLINE is the address server's to answer",
        "DHCPRELEASE, DHCPRELEASE is the address server's to answer",
    })
    void leavesAddressesToTheirServer(MessageType type, String detail) {
        var request = pxe(7).with(OptionCode.DHCP_MESSAGE_TYPE, type).build();

        assertThat(Scene.told(decide(request))).isEqualTo("silence: no-boot-client (" + detail + ")\n");
    }

    @Test
    void leavesClientsThatDoNotBootToTheirServer() {
        assertThat(Scene.told(decide(discover().build())))
                .isEqualTo("silence: no-boot-client (52:54:00:a1:b2:c3 asks for no boot file; another server gives"
                        + " addresses)\n");
        assertThat(Scene.told(decide(Requests.bootp().build()))).startsWith("silence: no-boot-client");
        assertThat(told(pxe(42))).isEqualTo("silence: no-boot-client (no loader is known for architecture 42)\n");
    }

    /// Whatever they ask: no lease is changed, no address given, none refused.
    @Test
    void givesNoCapturedClientAnAddress() {
        for (var capture : Captures.ALL) {
            for (var request : Captures.requests(capture)) {
                var decision = decide(request);

                assertThat(decision.changes()).isEmpty();
                if (decision instanceof Decision.Reply reply) {
                    assertThat(reply.message().messageType()).contains(MessageType.DHCPOFFER);
                    assertThat(reply.message().yiaddr()).isEqualTo(Ip4Address.ANY);
                    assertThat(reply.message().options().codes()).doesNotContain(1, 3, 51, 58, 59);
                }
            }
        }
    }

    @Test
    void everyCapturedFirmwareIsOfferedSomething() {
        var offered = Captures.requests("edk2pxe-snponly").stream()
                .map(ProxyServerTest::decide)
                .filter(Decision.Reply.class::isInstance)
                .map(decision -> ((Decision.Reply) decision).message().file().text())
                .distinct();

        assertThat(offered)
                .containsExactly("525400770001/snponly.efi", "http://192.168.77.1/boot/525400770001/boot.ipxe");
    }

    private static Decision decide(DhcpMessage request) {
        return proxy(BootSite.SAME_HOST, ProxyOffer.FILE).decide(request, Scene.BROADCAST, Scene.NOON);
    }

    private static String told(Requests request) {
        return Scene.told(decide(request.build()));
    }

    private static DhcpMessage offer(BootSite site, ProxyOffer way, Requests request) {
        return ((Decision.Reply) proxy(site, way).decide(request.build(), Scene.BROADCAST, Scene.NOON)).message();
    }

    private static ProxyServer proxy(BootSite site, ProxyOffer way) {
        return new ProxyServer(new BootChoice(site, RecentBoots.NONE), way, NO_DOCUMENTS);
    }

    private static Requests discover() {
        return Requests.of(MessageType.DHCPDISCOVER);
    }

    private static Requests pxe(int architecture) {
        return discover()
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:%05d:UNDI:003000".formatted(architecture))
                .with(93, "%04x".formatted(architecture));
    }
}
