package io.rackboot.dhcp;

import static io.rackboot.dhcp.SettingsTest.LEAST;
import static io.rackboot.dhcp.SettingsTest.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.reply.PxeMenu;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.PxeOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MenuSettingsTest {
    @Test
    void aMenuOpensTheBootServersPort() {
        var properties = new HashMap<>(LEAST);
        properties.putAll(Map.of(
                "dhcp.boot.menu.prompt", "F8",
                "dhcp.boot.menu.timeout", "255S",
                "dhcp.boot.menu.items[0].text", "Rack",
                "dhcp.boot.menu.items[1].text", "Test",
                "dhcp.boot.menu.items[1].start", "file",
                "dhcp.boot.menu.items[1].file", "memtest.0",
                "dhcp.boot.menu.items[2].text", "Disk",
                "dhcp.boot.menu.items[2].start", "local-disk",
                "dhcp.boot-server-port", "4012"));
        properties.putAll(Map.of(
                "dhcp.boot.menu.items[3].text", "WDS",
                "dhcp.boot.menu.items[3].type", "1",
                "dhcp.boot.menu.items[3].servers", "10.9.0.5,10.9.0.6",
                "dhcp.boot.mtftp.address", "224.1.1.1",
                "dhcp.boot.mtftp.delay", "3S"));

        var settings = settings(properties);

        assertThat(settings.sockets().bootServerPort()).contains(4012);
        assertThat(settings.boot().menu())
                .contains(new PxeMenu(
                        "F8",
                        Duration.ofSeconds(255),
                        List.of(
                                new PxeMenu.Item(32768, "Rack", new PxeMenu.Start.MachinesLoader(), List.of()),
                                new PxeMenu.Item(32769, "Test", new PxeMenu.Start.NamedFile("memtest.0"), List.of()),
                                new PxeMenu.Item(0, "Disk", new PxeMenu.Start.LocalDisk(), List.of()),
                                new PxeMenu.Item(
                                        1,
                                        "WDS",
                                        new PxeMenu.Start.MachinesLoader(),
                                        List.of(Ip4Address.parse("10.9.0.5"), Ip4Address.parse("10.9.0.6"))))));
        assertThat(settings.boot().mtftp())
                .contains(new PxeOptions.Mtftp(Ip4Address.parse("224.1.1.1"), 1758, 1759, 2, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "items[0].type | 70000 | dhcp.boot.menu.items[0].type: 70000 is not in 1..65534",
                "items[0].text | ' ä' | dhcp.boot.menu.items[0].text: ' ä' is no line of ASCII characters",
                "items[0].start | file | dhcp.boot.menu.items[0].file: is missing",
                "items[0].servers | wds | dhcp.boot.menu.items[0].servers: not an IPv4 address: wds",
                "items[1].type | 32768 | dhcp.boot.menu.items: two have the same type",
                "timeout | 256S | dhcp.boot.menu.timeout: PT4M16S is not in 0..255 s",
            })
    void anErrorOfTheMenuNamesItsProperty(String property, String value, String message) {
        var properties = new HashMap<>(LEAST);
        properties.put("dhcp.boot.menu.items[0].text", "Rack");
        properties.put("dhcp.boot.menu.items[1].text", "Disk");
        properties.put("dhcp.boot.menu." + property, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage(message);
    }
}
