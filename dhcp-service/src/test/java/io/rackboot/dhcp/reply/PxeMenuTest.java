package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.reply.PxeMenu.Item;
import io.rackboot.dhcp.reply.PxeMenu.Start;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.PxeOptions.Mtftp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PxeMenuTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Item LOADER = item(0x8000, "Rack", new Start.MachinesLoader());

    static final PxeMenu MENU = new PxeMenu(
            "F8",
            SOON,
            List.of(
                    LOADER,
                    item(0x8001, "Test", new Start.NamedFile("memtest.0")),
                    new Item(1, "WDS", new Start.MachinesLoader(), List.of(Ip4Address.parse("192.168.77.9"))),
                    item(0, "Disk", new Start.LocalDisk())));

    static final BootSite SITE = new BootSite(BootServers.SAME_HOST, Map.of(), Optional.of(MENU), Optional.empty());

    @Test
    void pxeFirmwareIsOfferedItBesideItsFile() {
        var offer = offer(SITE, pxe(7));

        assertThat(offer.options().bytes(43).orElseThrow().hex())
                .isEqualTo("060103"
                        + "0815" + "800001c0a84d01" + "800101c0a84d01" + "000101c0a84d09"
                        + "091b" + "8000045261636b" + "80010454657374" + "000103574453" + "0000044469736b"
                        + "0a03" + "054638"
                        + "ff");
        assertThat(offer.file().text()).isEqualTo("525400a1b2c3/snponly.efi");
        assertThat(offer.siaddr()).isEqualTo(Scene.SERVER);
    }

    @Test
    void nobodyElseIs() {
        var http = pxe(16).with(OptionCode.VENDOR_CLASS_IDENTIFIER, "HTTPClient:Arch:00016:UNDI:003000");

        assertThat(offer(SITE, pxe(0).with(77, "69505845")).options().bytes(43)).isEmpty();
        assertThat(offer(SITE, http).options().bytes(43)).isEmpty();
        assertThat(offer(SITE, pxe(0).from("b8:27:eb:01:02:03"))
                        .options()
                        .bytes(43)
                        .orElseThrow()
                        .hex())
                .contains(Octets.ofText("Raspberry Pi Boot").hex());
    }

    @Test
    void multicastFieldsStandBesideMenuAndFile() {
        var mtftp = Optional.of(new Mtftp(Ip4Address.parse("224.1.1.1"), 1758, 1759, 2, 3));
        var fields = "0104e0010101" + "0202de06" + "0302df06" + "040102" + "050103";

        var withMenu = new BootSite(BootServers.SAME_HOST, Map.of(), Optional.of(MENU), mtftp);
        var without = new BootSite(BootServers.SAME_HOST, Map.of(), Optional.empty(), mtftp);

        assertThat(offer(withMenu, pxe(0)).options().bytes(43).orElseThrow().hex())
                .startsWith(fields + "060103");
        assertThat(offer(without, pxe(0)).options().bytes(43)).contains(Octets.ofHex(fields + "060108" + "ff"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0     | Rack | LOADER | type: 0 is not in 1..65534",
                "65535 | Rack | LOADER | type: 65535 is not in 1..65534",
                "7     | Disk | DISK   | type: 7 is not 0, the type of the local disk",
                "7     | ''   | LOADER | text: '' is no line of ASCII characters",
                "7     | Größe | LOADER | text: 'Größe' is no line of ASCII characters",
                "7     | Test | a b    | file: 'a b' is no file name of at most 127 characters",
            })
    void refusesAnItemThatNoRomCouldShow(int type, String text, String start, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> item(type, text, start(start)))
                .withMessage(message);
    }

    @Test
    void refusesAMenuThatNoRomCouldShow() {
        refuses(List.of(), SOON, "items: 0, not 1 to 24");
        refuses(List.of(LOADER, LOADER), SOON, "items: two have the same type");
        refuses(List.of(LOADER), Duration.ofSeconds(256), "timeout: PT4M16S is not in 0..255 s");
        var lines = IntStream.range(0, 3)
                .mapToObj(i -> item(i + 1, "x".repeat(61), new Start.MachinesLoader()))
                .toList();
        refuses(
                lines,
                SOON,
                "items: the menu takes 236 bytes of option 43, which has room for 235; shorten texts or leave items"
                        + " out");
    }

    private static void refuses(List<Item> items, Duration timeout, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PxeMenu("press F8 now", timeout, items))
                .withMessage(message);
    }

    private static Start start(String text) {
        return switch (text) {
            case "LOADER" -> new Start.MachinesLoader();
            case "DISK" -> new Start.LocalDisk();
            default -> new Start.NamedFile(text);
        };
    }

    private static Item item(int type, String text, Start start) {
        return new Item(type, text, start, List.of());
    }

    private static DhcpMessage offer(BootSite site, Requests request) {
        return ((Decision.Reply) new Scene(site).decide(request.build(), Scene.BROADCAST)).message();
    }

    private static Requests pxe(int architecture) {
        return Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:%05d:UNDI:003000".formatted(architecture))
                .with(93, "%04x".formatted(architecture));
    }
}
