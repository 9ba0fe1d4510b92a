package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.wire.ClientMachineIdentifier;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.events.document.Loader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootChoiceTest {
    private static final String HTTP = "http://192.168.77.1/boot/525400a1b2c3/";
    private static final String TFTP = "525400a1b2c3/";

    @ParameterizedTest
    @CsvSource({
        "PXEClient:Arch:00000:UNDI:002001, 0,  " + TFTP + "undionly.kpxe",
        "PXEClient:Arch:00006:UNDI:003000, 6,  " + TFTP + "snponly-ia32.efi",
        "PXEClient:Arch:00007:UNDI:003000, 7,  " + TFTP + "snponly.efi",
        "PXEClient:Arch:00009:UNDI:003000, 9,  " + TFTP + "snponly.efi",
        "PXEClient:Arch:00010:UNDI:003000, 10, " + TFTP + "snponly-arm32.efi",
        "PXEClient:Arch:00011:UNDI:003000, 11, " + TFTP + "snponly-arm64.efi",
        "HTTPClient:Arch:00015:UNDI:003000, 15, " + HTTP + "snponly-ia32.efi",
        "HTTPClient:Arch:00016:UNDI:003000, 16, " + HTTP + "snponly.efi",
        "HTTPClient:Arch:00017:UNDI:003000, 17, " + HTTP + "snponly.efi",
        "HTTPClient:Arch:00018:UNDI:003000, 18, " + HTTP + "snponly-arm32.efi",
        "HTTPClient:Arch:00019:UNDI:003000, 19, " + HTTP + "snponly-arm64.efi",
        "HTTPClient:Arch:00020:UNDI:003000, 20, " + HTTP + "undionly.kpxe",
        "PXEClient:Arch:00021:UNDI:003000, 21, " + TFTP + "snponly-arm32.efi",
        "U-Boot.armv8,                     22, " + TFTP + "snponly-arm64.efi",
        "HTTPClient:Arch:00024:UNDI:003000, 24, " + HTTP + "snponly-arm64.efi",
        "PXEClient:Arch:00025:UNDI:003000, 25, " + TFTP + "snponly-riscv32.efi",
        "HTTPClient:Arch:00026:UNDI:003000, 26, " + HTTP + "snponly-riscv32.efi",
        "PXEClient:Arch:00027:UNDI:003000, 27, " + TFTP + "snponly-riscv64.efi",
        "HTTPClient:Arch:00028:UNDI:003000, 28, " + HTTP + "snponly-riscv64.efi",
        "PXEClient:Arch:00039:UNDI:003000, 39, " + TFTP + "snponly-loong64.efi",
        "HTTPClient:Arch:00040:UNDI:003000, 40, " + HTTP + "snponly-loong64.efi",
        // Firmware that says HTTPClient and the number of PXE: the vendor class decides.
        "HTTPClient:Arch:00007:UNDI:003000, 7,  " + HTTP + "snponly.efi",
    })
    void choosesTheFileByFirmware(String vendorClass, int architecture, String file) {
        var offer = offer(new Scene(), firmware(vendorClass, architecture));

        assertThat(offer.file().text()).isEqualTo(file);
        assertThat(offer.options().get(OptionCode.BOOTFILE_NAME)).contains(file);
        assertThat(offer.options().bytes(67)).contains(Octets.ofText(file + "\0"));
        assertThat(offer.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER))
                .contains(vendorClass.startsWith("HTTPClient") ? "HTTPClient" : "PXEClient");
        assertThat(offer.siaddr()).isEqualTo(Scene.SERVER);
        assertThat(offer.options().get(OptionCode.TFTP_SERVER_NAME)).contains("192.168.77.1");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,                 0,  undionly.kpxe",
        "IPXE_FIRMWARE_DRIVER, 0,  undionly.kpxe",
        "IPXE,                 0,  ipxe.pxe",
        "GRUB,                 0,  core.0",
        "PXELINUX,             0,  lpxelinux.0",
        "AUTO,                 7,  snponly.efi",
        "IPXE_FIRMWARE_DRIVER, 7,  snponly.efi",
        "IPXE,                 7,  ipxe.efi",
        "GRUB,                 7,  grubx64.efi",
        "PXELINUX,             7,  syslinux.efi",
        "PXELINUX,             6,  syslinux32.efi",
        "IPXE,                 11, ipxe-arm64.efi",
        "GRUB,                 11, grubaa64.efi",
        "PXELINUX,             11, snponly-arm64.efi",
    })
    void respectsTheMachinesLoader(Loader loader, int architecture, String file) {
        var scene = new Scene().machine(Requests.MAC, Optional.empty(), Optional.empty(), loader);

        var offer = offer(scene, firmware("PXEClient:Arch:%05d".formatted(architecture), architecture));

        assertThat(offer.file().text()).isEqualTo(TFTP + file);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,                 " + HTTP + "boot.ipxe",
        "IPXE_FIRMWARE_DRIVER, " + HTTP + "boot.ipxe",
        "IPXE,                 " + HTTP + "boot.ipxe",
        "GRUB,                 " + TFTP + "core.0",
        "PXELINUX,             " + TFTP + "lpxelinux.0",
    })
    void givesIpxeItsScriptOrAnotherLoader(Loader loader, String file) {
        var scene = new Scene().machine(Requests.MAC, Optional.empty(), Optional.empty(), loader);

        var offer = offer(scene, firmware("PXEClient:Arch:00000", 0).with(77, "69505845"));

        assertThat(offer.options().get(OptionCode.BOOTFILE_NAME)).contains(file);
        assertThat(offer.options().get(OptionCode.IPXE_ENCAPSULATED)).contains(SubOptions.of(176, Octets.ofInts(1)));
        assertThat(offer.options().contains(OptionCode.VENDOR_CLASS_IDENTIFIER)).isFalse();
        assertThat(offer.options().contains(OptionCode.VENDOR_SPECIFIC_INFORMATION))
                .isFalse();
    }

    @Test
    void hasRomsTakeTheFileWithoutAsking() {
        var uuid = new ClientMachineIdentifier(Octets.ofHex("0044454c4c7700104a8001525400770001"));

        var offer = offer(
                new Scene(), firmware("PXEClient:Arch:00000", 0).with(OptionCode.CLIENT_MACHINE_IDENTIFIER, uuid));

        assertThat(offer.options().bytes(43)).contains(Octets.ofHex("060108ff"));
        assertThat(offer.options().get(OptionCode.CLIENT_MACHINE_IDENTIFIER)).contains(uuid);
    }

    @Test
    void givesARaspberryPiItsMenuAndNoFile() {
        for (var request : List.of(
                firmware("PXEClient:Arch:00000:UNDI:002001", 0).from("b8:27:eb:01:02:03"),
                firmware("PXEClient:Arch:00000:UNDI:002001", 0)
                        .with(97, "0052506934" + "1431c000" + "0102030405060708"))) {
            var offer = offer(new Scene(), request);

            assertThat(offer.file()).isEqualTo(Octets.EMPTY);
            assertThat(offer.options().bytes(67)).isEmpty();
            assertThat(offer.siaddr()).isEqualTo(Scene.SERVER);
            assertThat(offer.options().bytes(43).orElseThrow().hex())
                    .isEqualTo("060103" + "0a0400505845" + "0914000011" + "5261737062657272792050692042" + "6f6f74"
                            + "ff");
        }
    }

    @Test
    void givesUnknownArchitecturesAnAddressAndNoFile() {
        var offer = offer(new Scene(), firmware("PXEClient:Arch:00042", 42));

        assertThat(offer.yiaddr()).isEqualTo(Ip4Address.parse("192.168.77.100"));
        assertThat(offer.file()).isEqualTo(Octets.EMPTY);
        assertThat(offer.options().bytes(67)).isEmpty();
    }

    @Test
    void givesFirmwareTheSitesLoaderUnlessTheMachineHasItsOwn() {
        var site = new BootSite(
                BootServers.SAME_HOST,
                Map.of(7, "shimx64.efi", 29, "riscv128.efi"),
                Optional.empty(),
                Optional.empty());
        var grub = new Scene(site).machine(Requests.MAC, Optional.empty(), Optional.empty(), Loader.GRUB);

        assertThat(offer(new Scene(site), firmware("PXEClient:Arch:00007", 7))
                        .file()
                        .text())
                .isEqualTo(TFTP + "shimx64.efi");
        assertThat(offer(new Scene(site), firmware("PXEClient:Arch:00029", 29))
                        .file()
                        .text())
                .isEqualTo(TFTP + "riscv128.efi");
        assertThat(offer(new Scene(site), firmware("HTTPClient:Arch:00016", 16))
                        .file()
                        .text())
                .isEqualTo(HTTP + "snponly.efi");
        assertThat(offer(grub, firmware("PXEClient:Arch:00007", 7)).file().text())
                .isEqualTo(TFTP + "grubx64.efi");
        assertThat(offer(new Scene(site), firmware("PXEClient:Arch:00007", 7).with(77, "69505845"))
                        .file()
                        .text())
                .isEqualTo(HTTP + "boot.ipxe");
    }

    @Test
    void namesOtherServersWhereConfigured() {
        var servers = new BootServers(
                Optional.of("http://boot.example:8080/rack"), Optional.of(Ip4Address.parse("192.168.77.9")));

        var uefi = offer(new Scene(servers), firmware("HTTPClient:Arch:00016", 16));
        var bios = offer(new Scene(servers), firmware("PXEClient:Arch:00000", 0));

        assertThat(uefi.options().get(OptionCode.BOOTFILE_NAME))
                .contains("http://boot.example:8080/rack/boot/525400a1b2c3/snponly.efi");
        assertThat(bios.siaddr()).isEqualTo(Ip4Address.parse("192.168.77.9"));
        assertThat(bios.options().get(OptionCode.TFTP_SERVER_NAME)).contains("192.168.77.9");
    }

    @ParameterizedTest
    @CsvSource({"http://h/", "ftp://h", "http://", "http://h?x", "http://h&x"})
    void refusesServersThatMakeBadNames(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BootServers(Optional.of(base), Optional.empty()))
                .withMessageStartingWith(base + " is no URL of the form");
    }

    @Test
    void keepsTheLongestNameWithinTheField() {
        var base = "http://" + "h".repeat(BootServers.LONGEST_HTTP - 7);

        var offer = offer(
                new Scene(new BootServers(Optional.of(base), Optional.empty())), firmware("HTTPClient:Arch:00040", 40));

        assertThat(offer.file().text()).isEqualTo(base + "/boot/525400a1b2c3/snponly-loong64.efi");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BootServers(Optional.of(base + "h"), Optional.empty()));
    }

    private static Requests firmware(String vendorClass, int architecture) {
        return Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass)
                .with(OptionCode.CLIENT_SYSTEM_ARCHITECTURE, List.of(architecture));
    }

    private static DhcpMessage offer(Scene scene, Requests request) {
        return ((Decision.Reply) scene.decide(request.build(), Scene.BROADCAST)).message();
    }
}
