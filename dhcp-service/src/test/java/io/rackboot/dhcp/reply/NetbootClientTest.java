package io.rackboot.dhcp.reply;

import static io.rackboot.events.BootClient.HTTP;
import static io.rackboot.events.BootClient.IPXE;
import static io.rackboot.events.BootClient.PXE;
import static io.rackboot.events.Firmware.BIOS;
import static io.rackboot.events.Firmware.OTHER;
import static io.rackboot.events.Firmware.RASPBERRY_PI;
import static io.rackboot.events.Firmware.UEFI;
import static io.rackboot.events.Firmware.UEFI_HTTP;
import static io.rackboot.events.Firmware.U_BOOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.BootClient;
import io.rackboot.events.Firmware;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NetbootClientTest {
    private static final UUID QEMU = UUID.fromString("4c4c4544-0077-4a10-8001-525400770001");

    @Test
    void recognisesTheCapturedClients() {
        assertThat(captured("bios-qemurom-ipxe"))
                .contains(new NetbootClient(
                        BIOS, IPXE, Platform.PC_BIOS, 0, Optional.of(QEMU), "PXEClient:Arch:00000:UNDI:002001"));
        assertThat(captured("edk2pxe-snponly"))
                .contains(new NetbootClient(
                        UEFI, PXE, Platform.EFI_X64, 7, Optional.of(QEMU), "PXEClient:Arch:00007:UNDI:003000"));
        assertThat(captured("edk2http-ipxeefi"))
                .contains(new NetbootClient(
                        UEFI_HTTP, HTTP, Platform.EFI_X64, 16, Optional.of(QEMU), "HTTPClient:Arch:00016:UNDI:003000"));
        assertThat(captured("client-dhclient")).isEmpty();
        assertThat(captured("client-udhcpc")).isEmpty();
    }

    @Test
    void recognisesByWhateverIsThere() {
        is(request().with(77, "0469505845"), OTHER, IPXE, 65535);
        is(request().with(77, "69505845").with(93, "0007"), UEFI, IPXE, 7);
        is(request().with(175, "b105011af41000"), OTHER, IPXE, 65535);
        is(request().with(93, "000b"), UEFI, PXE, 11);
        is(request().with(93, "0013"), UEFI_HTTP, HTTP, 19);
        is(request().with(93, "0007ff"), UEFI, PXE, 7);
        is(vendor("PXEClient"), BIOS, PXE, 65535);
        is(vendor("PXEClient:Arch:00007:UNDI:003000"), UEFI, PXE, 7);
        is(vendor("HTTPClient:Arch:00019:UNDI:003000"), UEFI_HTTP, HTTP, 19);
        is(vendor("U-Boot.armv8"), U_BOOT, PXE, 65535);
        is(vendor("U-Boot.armv8").with(93, "0016"), U_BOOT, PXE, 22);
        is(vendor("PXEClient:Arch:00000").from("dc:a6:32:01:02:03"), RASPBERRY_PI, PXE, 0);
        is(vendor("PXEClient:Arch:99999"), OTHER, PXE, 99999);
    }

    @Test
    void leavesRunningSystemsAlone() {
        assertThat(NetbootClient.of(request().build())).isEmpty();
        assertThat(NetbootClient.of(vendor("udhcp 1.35.0").build())).isEmpty();
        assertThat(NetbootClient.of(vendor("MSFT 5.0").with(77, "ff").build())).isEmpty();
        assertThat(NetbootClient.of(request().with(93, "07").build())).isEmpty();
    }

    @Test
    void toleratesMalformedIdentifiers() {
        var client = NetbootClient.of(
                vendor("PXEClient:Arch:00007").with(97, "00").with(77, "05").build());

        assertThat(client).hasValueSatisfying(found -> assertThat(found.uuid()).isEmpty());
    }

    @Test
    void namesEveryArchitectureOnce() {
        assertThat(List.of(Architecture.values()))
                .extracting(Architecture::code)
                .doesNotHaveDuplicates();
        assertThat(Architecture.of(42)).isEqualTo(Architecture.OTHER);
        assertThat(Architecture.of(41).platform()).isEqualTo(Platform.RASPBERRY_PI);
    }

    private static void is(Requests request, Firmware firmware, BootClient client, int architecture) {
        assertThat(NetbootClient.of(request.build())).hasValueSatisfying(found -> {
            assertThat(found.firmware()).isEqualTo(firmware);
            assertThat(found.client()).isEqualTo(client);
            assertThat(found.architecture()).isEqualTo(architecture);
        });
    }

    private static Requests request() {
        return Requests.of(MessageType.DHCPDISCOVER);
    }

    private static Requests vendor(String vendorClass) {
        return request().with(OptionCode.VENDOR_CLASS_IDENTIFIER, vendorClass);
    }

    private static Optional<NetbootClient> captured(String capture) {
        return NetbootClient.of(Captures.requests(capture).getFirst());
    }
}
