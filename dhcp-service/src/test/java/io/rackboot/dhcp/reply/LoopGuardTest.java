package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.document.Loader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopGuardTest {
    private static final String HTTP = "http://192.168.77.1/boot/525400a1b2c3/";
    private static final String TFTP = "525400a1b2c3/";

    @Test
    void givesTheNextFromTheThirdTimeOnAndThenInTurn() {
        assertThat(inARow(List.of("a", "b"), 7)).containsExactly("a", "a", "b", "a", "b", "a", "b");
        assertThat(inARow(List.of("a", "b", "c"), 7)).containsExactly("a", "a", "b", "c", "a", "b", "c");
        assertThat(inARow(List.of("a"), 4)).containsExactly("a", "a", "a", "a");
    }

    @Test
    void givesNothingWhereThereIsNothing() {
        assertThat(LoopGuard.choose(List.of(), List.of("a", "a", "a"))).isEmpty();
    }

    @Test
    void beginsAnewWithAnotherLoader() {
        assertThat(LoopGuard.choose(List.of("c", "a"), List.of("a", "a"))).contains("c");
        assertThat(LoopGuard.choose(List.of("c", "d"), List.of("c", "c", "x"))).contains("c");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,      0,  PXEClient,  undionly.kpxe,      ipxe.pxe",
        "AUTO,      7,  PXEClient,  snponly.efi,        ipxe.efi",
        "AUTO,      16, HTTPClient, snponly.efi,        ipxe.efi",
        "IPXE,      11, PXEClient,  ipxe-arm64.efi,     snponly-arm64.efi",
        "GRUB,      7,  PXEClient,  grubx64.efi,        snponly.efi",
        "PXELINUX,  0,  PXEClient,  lpxelinux.0,        undionly.kpxe",
        "AUTO,      2,  PXEClient,  grubia64.efi,       grubia64.efi",
    })
    void firmwareIsGivenTheOtherBuildOfIpxe(
            Loader loader, int architecture, String client, String wanted, String other) {
        var base = client.equals("HTTPClient") ? HTTP : TFTP;
        var request = Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, client + ":Arch:%05d:UNDI:003000".formatted(architecture))
                .with(93, "%04x".formatted(architecture));

        assertThat(file(loader, request, base + wanted)).isEqualTo(base + wanted);
        assertThat(file(loader, request, base + wanted, base + wanted)).isEqualTo(base + other);
    }

    @Test
    void ipxeIsGivenANewIpxeAndThatTheScriptAgain() {
        var request = Requests.of(MessageType.DHCPDISCOVER)
                .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00000:UNDI:002001")
                .with(77, "69505845");
        var script = HTTP + "boot.ipxe";

        assertThat(file(Loader.AUTO, request, script, script)).isEqualTo(TFTP + "undionly.kpxe");
        assertThat(file(Loader.AUTO, request, script, script, TFTP + "undionly.kpxe"))
                .isEqualTo(script);
        assertThat(file(Loader.GRUB, request, TFTP + "core.0", TFTP + "core.0")).isEqualTo(script);
    }

    private static List<String> inARow(List<String> candidates, int count) {
        var given = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            LoopGuard.choose(candidates, given).ifPresent(given::add);
        }
        return given;
    }

    private static String file(Loader loader, Requests request, String... given) {
        var scene = new Scene(
                        List.of(SharedNetwork.of(Scene.RACK)),
                        Conduct.RACK,
                        BootSite.SAME_HOST,
                        (_, _, _, _) -> Stream.of(given).toList())
                .machine(Requests.MAC, Optional.empty(), Optional.empty(), loader);
        return ((Decision.Reply) scene.decide(request.build(), Scene.BROADCAST))
                .message()
                .file()
                .text();
    }
}
