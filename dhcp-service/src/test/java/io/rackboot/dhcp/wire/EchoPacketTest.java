package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoPacketTest {
    private static final String HEADER = "4500001c00004000" + "4001" + "0000" + "0a090064" + "c0a84d01";

    @Test
    void asks() {
        // 0x0800 + 0xbeef = 0xc6ef; its complement is 0x3910
        assertThat(EchoPacket.request(0xbeef)).isEqualTo(Octets.ofHex("08003910beef0000"));
    }

    @Test
    void readsTheReply() {
        var expected = new EchoPacket(Ip4Address.parse("10.9.0.100"), 0xbeef);

        assertThat(EchoPacket.readReply(Octets.ofHex(HEADER + "00004110beef0000")))
                .contains(expected);
        assertThat(EchoPacket.readReply(
                        Octets.ofHex(HEADER.replaceFirst("45", "46") + "94040000" + "00004110beef0000" + "ff")))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4500001c000040004001000" + "00a090064c0a84d",
                HEADER,
                HEADER + "00004110beef00",
                HEADER + "03004110beef0000",
                "4000001c000040004001" + "00000a090064c0a84d01" + "00004110beef0000",
                "4f00001c000040004001" + "00000a090064c0a84d01" + "00004110beef0000",
            })
    void readsNothingElse(String hex) {
        assertThat(EchoPacket.readReply(Octets.ofHex(hex))).isEmpty();
    }
}
