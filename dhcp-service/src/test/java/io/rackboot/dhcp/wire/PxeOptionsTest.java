package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.PxeOptions.BootItem;
import io.rackboot.dhcp.wire.PxeOptions.BootServer;
import io.rackboot.dhcp.wire.PxeOptions.MenuItem;
import io.rackboot.dhcp.wire.PxeOptions.Mtftp;
import io.rackboot.dhcp.wire.PxeOptions.Prompt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PxeOptionsTest {
    private static final Ip4Address HERE = Ip4Address.parse("192.168.77.1");
    private static final Ip4Address THERE = Ip4Address.parse("192.168.77.9");

    /// The layout of dnsmasq's offer in ipxe/ipxe#1374: control, prompt, servers, menu, there in another order.
    @Test
    void writesAMenu() {
        var options = new PxeOptions(
                Optional.of(PxeOptions.NO_BROADCAST | PxeOptions.NO_MULTICAST),
                List.of(new BootServer(0x8000, List.of(HERE)), new BootServer(1, List.of(HERE, THERE))),
                List.of(new MenuItem(0x8000, "Rack"), new MenuItem(0, "Disk")),
                Optional.of(new Prompt(5, "F8")),
                Optional.empty(),
                Optional.empty());

        assertThat(encoded(options))
                .isEqualTo("060103"
                        + "0812" + "800001c0a84d01" + "000102c0a84d01c0a84d09"
                        + "090e" + "8000045261636b" + "0000044469736b"
                        + "0a03" + "054638"
                        + "ff");
    }

    @Test
    void writesTheMulticastFieldsFirstAndTheirPortsInThePcsOrder() {
        var mtftp = new Mtftp(Ip4Address.parse("224.1.1.1"), 1758, 1759, 2, 3);

        assertThat(encoded(PxeOptions.takeThisFile(Optional.of(mtftp))))
                .isEqualTo("0104e0010101" + "0202de06" + "0302df06" + "040102" + "050103" + "060108" + "ff");
    }

    @Test
    void returnsTheChoice() {
        assertThat(encoded(PxeOptions.chosen(new BootItem(0x8001, 0)))).isEqualTo("4704" + "80010000" + "ff");
    }

    @ParameterizedTest
    @CsvSource({
        "470480010000ff, 32769, 0, false",
        "4704800180,     ,      ,  ",
        "470400018000,   1,     32768, true",
        "06010347048002000000, 32770, 0, false",
        "470280014702ffffff, 32769, 65535, true",
        "47028001,       ,      ,  ",
        "ff470480010000, ,      ,  ",
        "'',             ,      ,  ",
    })
    void readsWhatTheClientChose(String option, Integer type, Integer layer, Boolean credentials) {
        var item = PxeOptions.itemOf(request(option));

        assertThat(item).isEqualTo(Optional.ofNullable(type).map(known -> new BootItem(known, layer)));
        assertThat(item.map(BootItem::isCredentials)).isEqualTo(Optional.ofNullable(credentials));
    }

    @Test
    void aRequestWithoutTheOptionChoseNothing() {
        assertThat(PxeOptions.itemOf(request(DhcpOptions.NONE))).isEmpty();
    }

    private static String encoded(PxeOptions options) {
        return OptionCode.VENDOR_SPECIFIC_INFORMATION
                .encode(options.toSubOptions())
                .hex();
    }

    private static DhcpMessage request(String option) {
        return request(DhcpOptions.builder().putBytes(43, Octets.ofHex(option)).build());
    }

    private static DhcpMessage request(DhcpOptions options) {
        return new DhcpMessage(
                Op.BOOTREQUEST,
                HardwareAddress.ofMac("52:54:00:a1:b2:c3"),
                0,
                new Xid(1),
                0,
                0,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Octets.EMPTY,
                Octets.EMPTY,
                options);
    }
}
