package io.rackboot.dhcp.reply;

import static io.rackboot.dhcp.reply.Quirk.ARCHITECTURE_IN_CLASS_ALONE;
import static io.rackboot.dhcp.reply.Quirk.BARE_USER_CLASS;
import static io.rackboot.dhcp.reply.Quirk.BINL_WITHOUT_OPTION_43;
import static io.rackboot.dhcp.reply.Quirk.EMPTY_MACHINE_IDENTIFIER;
import static io.rackboot.dhcp.reply.Quirk.FILE_NAME_READ_TO_NUL;
import static io.rackboot.dhcp.reply.Quirk.HEADER_ALONE;
import static io.rackboot.dhcp.reply.Quirk.HTTP_WANTS_ITS_CLASS;
import static io.rackboot.dhcp.reply.Quirk.IPXE_CUT_DOWN;
import static io.rackboot.dhcp.reply.Quirk.IPXE_WAITS_FOR_PROXY;
import static io.rackboot.dhcp.reply.Quirk.IPXE_WITHOUT_USER_CLASS;
import static io.rackboot.dhcp.reply.Quirk.NO_CLASS_IN_REQUEST;
import static io.rackboot.dhcp.reply.Quirk.NO_MACHINE_IDENTIFIER;
import static io.rackboot.dhcp.reply.Quirk.RASPBERRY_PI_AS_PC;
import static io.rackboot.dhcp.reply.Quirk.SERVER_IN_OPTION_ALONE;
import static io.rackboot.dhcp.reply.Quirk.X64_AS_EBC;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each quirk by the request of a client that has it, and what of the reply minds it.
class QuirkTest {
    private static final String MACHINE = "525400a1b2c3/";
    private static final String SCRIPT = "http://192.168.77.1/boot/" + MACHINE + "boot.ipxe";
    private static final String ZERO_UUID = "00".repeat(17);
    private static final String UUID = "0044454c4c7700104a8001525400770001";
    /// Option 175: the bus, then features, by name HTTP, bzImage, TFTP.
    private static final String WHOLE_IPXE = "b105011af41000" + "130101" + "180101" + "150101";

    private static final String WITHOUT_KERNELS = "130101" + "150101";
    private static final String WITHOUT_HTTP = "180101" + "150101";

    private static final Map<Quirk, Requests> CLIENTS = clients();

    private static Map<Quirk, Requests> clients() {
        var clients = new EnumMap<Quirk, Requests>(Quirk.class);
        clients.put(RASPBERRY_PI_AS_PC, pxe(0).from("dc:a6:32:01:02:03"));
        clients.put(NO_CLASS_IN_REQUEST, discover().with(93, "0000").from("dc:a6:32:01:02:03"));
        clients.put(SERVER_IN_OPTION_ALONE, pxe(0));
        clients.put(X64_AS_EBC, pxe(9));
        clients.put(
                ARCHITECTURE_IN_CLASS_ALONE,
                discover()
                        .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00011:UNDI:003000")
                        .from("dc:a6:32:01:02:03"));
        clients.put(BARE_USER_CLASS, pxe(7).with(77, "69505845"));
        clients.put(IPXE_WITHOUT_USER_CLASS, pxe(0).with(175, WHOLE_IPXE));
        clients.put(IPXE_CUT_DOWN, pxe(0).with(77, "69505845").with(175, WITHOUT_KERNELS));
        clients.put(IPXE_WAITS_FOR_PROXY, pxe(0).with(77, "69505845"));
        clients.put(NO_MACHINE_IDENTIFIER, pxe(0));
        clients.put(EMPTY_MACHINE_IDENTIFIER, pxe(0).with(97, ZERO_UUID));
        clients.put(FILE_NAME_READ_TO_NUL, pxe(0));
        clients.put(HEADER_ALONE, pxe(7));
        clients.put(BINL_WITHOUT_OPTION_43, pxe(7));
        clients.put(HTTP_WANTS_ITS_CLASS, http());
        return clients;
    }

    @ParameterizedTest
    @EnumSource
    void showsInItsClientsRequest(Quirk quirk) {
        assertThat(Quirk.of(CLIENTS.get(quirk).build())).contains(quirk);
    }

    @ParameterizedTest
    @EnumSource
    void doesNotShowInAHealthyClientsRequest(Quirk quirk) {
        var healthy = Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "udhcp 1.35.0")
                .build();

        assertThat(quirk.shows(healthy)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void isKnownFromAPublicPlaceOrACapture(Quirk quirk) {
        assertThat(quirk.seen()).isNotEmpty();
        for (var place : quirk.seen()) {
            if (place.startsWith("https://")) {
                assertThat(place).matches("https://github\\.com/[\\w.-]+/[\\w.-]+/(issues|pull|blob)/[\\w./-]+");
            } else {
                assertThat(Captures.requests(place)).anyMatch(quirk::shows);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void standsInTheDocumentation(Quirk quirk) throws IOException {
        var page = Files.readString(Path.of("../docs/dhcp.md"));

        assertThat(page).contains("`" + quirk + "`");
        assertThat(quirk.seen().stream().filter(place -> place.startsWith("https:")))
                .allSatisfy(place -> assertThat(page).contains(place));
    }

    @Test
    void aRaspberryPiGetsItsMenuWhateverItSaysInItsRequest() {
        for (var quirk : new Quirk[] {RASPBERRY_PI_AS_PC, NO_CLASS_IN_REQUEST}) {
            var offer = offer(CLIENTS.get(quirk));

            assertThat(offer.options().bytes(43).orElseThrow().hex())
                    .contains(Octets.ofText("Raspberry Pi Boot").hex());
            assertThat(offer.file()).isEqualTo(Octets.EMPTY);
        }
    }

    @Test
    void theServerStandsInHeaderAndOption() {
        var offer = offer(CLIENTS.get(SERVER_IN_OPTION_ALONE));

        assertThat(offer.siaddr()).isEqualTo(Scene.SERVER);
        assertThat(offer.options().get(OptionCode.TFTP_SERVER_NAME)).contains("192.168.77.1");
    }

    @Test
    void theLoaderIsOfTheArchitectureThatIsMeant() {
        assertThat(file(CLIENTS.get(X64_AS_EBC))).isEqualTo(MACHINE + "snponly.efi");
        // A Raspberry Pi that runs UEFI is no Raspberry Pi to this server.
        assertThat(file(CLIENTS.get(ARCHITECTURE_IN_CLASS_ALONE))).isEqualTo("dca632010203/snponly-arm64.efi");
    }

    @Test
    void ipxeIsNotGivenIpxeAgain() {
        assertThat(file(CLIENTS.get(BARE_USER_CLASS))).isEqualTo(SCRIPT);
        assertThat(file(CLIENTS.get(IPXE_WITHOUT_USER_CLASS))).isEqualTo(SCRIPT);
    }

    @Test
    void unlessItLacksWhatTheScriptNeeds() {
        assertThat(file(CLIENTS.get(IPXE_CUT_DOWN))).isEqualTo(MACHINE + "undionly.kpxe");
        assertThat(file(pxe(0).with(175, WITHOUT_HTTP))).isEqualTo(MACHINE + "undionly.kpxe");
        assertThat(file(pxe(0).with(175, WHOLE_IPXE + "05"))).isEqualTo(SCRIPT);
        assertThat(file(pxe(0).with(175, "b105011af41000"))).isEqualTo(SCRIPT);
    }

    @Test
    void ipxeIsToldThatNoProxyComes() {
        assertThat(offer(CLIENTS.get(IPXE_WAITS_FOR_PROXY)).options().bytes(175))
                .contains(Octets.ofHex("b00101ff"));
    }

    @Test
    void theMachineIdentifierIsReturnedAsItCame() {
        assertThat(offer(pxe(0).with(97, UUID)).options().bytes(97)).contains(Octets.ofHex(UUID));
        assertThat(offer(CLIENTS.get(EMPTY_MACHINE_IDENTIFIER)).options().bytes(97))
                .contains(Octets.ofHex(ZERO_UUID));
        assertThat(offer(CLIENTS.get(NO_MACHINE_IDENTIFIER)).options().bytes(97))
                .isEmpty();
        assertThat(NetbootClient.of(CLIENTS.get(EMPTY_MACHINE_IDENTIFIER).build()))
                .hasValueSatisfying(client -> assertThat(client.uuid()).isEmpty());
    }

    @Test
    void theFileStandsInHeaderAndOptionAndHasAnEnd() {
        var offer = offer(CLIENTS.get(HEADER_ALONE));

        assertThat(offer.file().text()).isEqualTo(MACHINE + "snponly.efi");
        assertThat(offer.options().bytes(67)).contains(Octets.ofText(MACHINE + "snponly.efi\0"));
        assertThat(offer(CLIENTS.get(FILE_NAME_READ_TO_NUL)).options().bytes(67))
                .contains(Octets.ofText(MACHINE + "undionly.kpxe\0"));
    }

    @Test
    void everyFileOfAPxeClientComesWithDiscoveryControl() {
        assertThat(offer(CLIENTS.get(BINL_WITHOUT_OPTION_43)).options().bytes(43))
                .contains(Octets.ofHex("060108ff"));
    }

    @Test
    void httpBootGetsItsClassBack() {
        assertThat(offer(CLIENTS.get(HTTP_WANTS_ITS_CLASS)).options().get(OptionCode.VENDOR_CLASS_IDENTIFIER))
                .contains("HTTPClient");
    }

    private static DhcpMessage offer(Requests request) {
        return ((Decision.Reply) new Scene().decide(request.build(), Scene.BROADCAST)).message();
    }

    private static String file(Requests request) {
        return offer(request).file().text();
    }

    private static Requests discover() {
        return Requests.of(MessageType.DHCPDISCOVER);
    }

    private static Requests pxe(int architecture) {
        return discover()
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:%05d:UNDI:003000".formatted(architecture))
                .with(93, "%04x".formatted(architecture));
    }

    private static Requests http() {
        return discover()
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "HTTPClient:Arch:00016:UNDI:003000")
                .with(93, "0010");
    }
}
