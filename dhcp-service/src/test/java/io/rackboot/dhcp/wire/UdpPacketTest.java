package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.wire.UdpPacket.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packets as another program made them and tcpdump approved.
class UdpPacketTest {
    private static final Endpoint SERVER = new Endpoint(Ip4Address.parse("192.168.77.1"), 67);
    private static final Endpoint CLIENT = new Endpoint(Ip4Address.parse("192.168.77.100"), 68);
    private static final Endpoint HIGHEST = new Endpoint(Ip4Address.BROADCAST, 65535);

    @ParameterizedTest
    @CsvSource({
        // payload of an even number of bytes, of an odd one, none, and one whose checksum would be 0
        "68656c6c,   4500 0020 0000 4000 40 11 1f17 c0a84d01 c0a84d64  0043 0044 000c 0ec7",
        "68656c6c6f, 4500 0021 0000 4000 40 11 1f16 c0a84d01 c0a84d64  0043 0044 000d 9fc4",
        "'',         4500 001c 0000 4000 40 11 1f1b c0a84d01 c0a84d64  0043 0044 0008 e3a0",
        "e39c,       4500 001e 0000 4000 40 11 1f19 c0a84d01 c0a84d64  0043 0044 000a ffff",
    })
    void isThatPacket(String payload, String headers) {
        var packet = UdpPacket.write(SERVER, CLIENT, Octets.ofHex(payload));

        assertThat(packet.hex()).isEqualTo(headers.replace(" ", "") + payload);
    }

    @ParameterizedTest
    @CsvSource({
        "1472,  4500 05dc 0000 4000 40 11 3512 ffffffff ffffffff  ffff ffff 05c8 f45e",
        "65507, 4500 ffff 0000 4000 40 11 3aee ffffffff ffffffff  ffff ffff ffeb 0116",
    })
    void sumsAreFoldedHoweverLarge(int length, String headers) {
        var payload = Octets.ofHex("ff".repeat(length));

        var packet = UdpPacket.write(HIGHEST, HIGHEST, payload);

        assertThat(packet.slice(0, UdpPacket.HEADERS).hex()).isEqualTo(headers.replace(" ", ""));
        assertThat(packet.slice(UdpPacket.HEADERS, packet.length())).isEqualTo(payload);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UdpPacket.write(SERVER, CLIENT, Octets.ofHex("00".repeat(65508))))
                .withMessage("a packet of 65536 bytes, at most 65535 are possible");
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(Ip4Address.ANY, 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(Ip4Address.ANY, -1));
    }

    /// Clients reckon the UDP checksum themselves, as they have no kernel to do it or go past theirs.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bios-pxelinux",
                "bios-qemurom-ipxe",
                "client-dhclient",
                "client-udhcpc",
                "edk2http-ipxeefi",
                "edk2pxe-snponly"
            })
    void checksumsAreThoseOfRealClients(String capture) {
        int compared = 0;
        for (var frame : Captures.frames(capture)) {
            var captured = frame.buffer();
            if (captured.limit() > 42 && captured.getShort(12) == 0x0800 && captured.getInt(34) == (68 << 16 | 67)) {
                int end = 14 + Short.toUnsignedInt(captured.getShort(16));
                var packet = UdpPacket.write(
                        new Endpoint(new Ip4Address(captured.getInt(26)), 68),
                        new Endpoint(new Ip4Address(captured.getInt(30)), 67),
                        frame.slice(42, end));
                assertThat(packet.slice(12, packet.length())).isEqualTo(frame.slice(26, end));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(3);
    }
}
