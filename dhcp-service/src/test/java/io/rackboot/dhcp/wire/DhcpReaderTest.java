package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class DhcpReaderTest {
    private static final String HEADER = "01" + "01" + "06" + "00" // op htype hlen hops
            + "00000001" + "0000" + "8000" // xid secs flags
            + "00".repeat(16) // ciaddr yiaddr siaddr giaddr
            + "525400a1b2c3" + "00".repeat(10); // chaddr
    private static final String COOKIE = "63825363";

    @Test
    void joinsRepeatedOptions() {
        var message = read(HEADER + "00".repeat(192) + COOKIE + "3c03505845" + "350101" + "3c06436c69656e74" + "ff");

        assertThat(message.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER)).contains("PXEClient");
        assertThat(message.options().codes()).containsExactly(60, 53);
    }

    @Test
    void readsOverloadedFileThenSname() {
        var sname = "3c0433343536" + "ff" + "00".repeat(57);
        var file = "3c023132" + "ff" + "00".repeat(123);

        var message = read(HEADER + sname + file + COOKIE + "3c0130" + "340103" + "ff");

        assertThat(message.options().get(OptionCode.VENDOR_CLASS_IDENTIFIER)).contains("0123456");
        assertThat(message.sname()).isEqualTo(Octets.EMPTY);
        assertThat(message.file()).isEqualTo(Octets.EMPTY);
    }

    @Test
    void readsFileAndSnameUntilNul() {
        var message = read(HEADER + "736e00ff" + "00".repeat(60) + "66".repeat(128) + COOKIE + "ff");

        assertThat(message.sname().text()).isEqualTo("sn");
        assertThat(message.file().text()).isEqualTo("f".repeat(128));
        assertThat(message.broadcast()).isTrue();
        assertThat(message.relayed()).isFalse();
    }

    @Test
    void readsBootpMessages() {
        assertThat(read(HEADER + "00".repeat(192)).options()).isEqualTo(DhcpOptions.NONE);
        assertThat(read(HEADER + "00".repeat(192 + 64)).options()).isEqualTo(DhcpOptions.NONE);
        assertThat(read(HEADER + "00".repeat(192) + COOKIE + "00".repeat(60)).messageType())
                .isEmpty();
    }

    @Test
    void toleratesAMissingEnd() {
        assertThat(read(HEADER + "00".repeat(192) + COOKIE + "350101").messageType())
                .contains(MessageType.DHCPDISCOVER);
    }

    @Test
    void saysWhatIsMalformedAndWhere() {
        refuses("01", "message at byte 1: shorter than the 236 bytes of its header");
        refuses("03" + HEADER.substring(2) + "00".repeat(192), "op at byte 0: 3 is neither request (1) nor reply (2)");
        refuses("010111" + HEADER.substring(6) + "00".repeat(192), "hlen at byte 2: 17 is longer than chaddr");
        refuses(HEADER + "00".repeat(192) + "63825364", "magic cookie at byte 236: 63825364 instead of 63825363");
        refuses(
                HEADER + "00".repeat(192) + COOKIE + "350101" + "3c",
                "option 60 at byte 243: options ends before its length");
        refuses(
                HEADER + "00".repeat(192) + COOKIE + "350101" + "3c05505845",
                "option 60 at byte 243: claims 5 bytes, options has 3");
        refuses(
                HEADER + "00".repeat(192) + COOKIE + "340104" + "ff",
                "option 52 at byte 240: value 04 is not 1, 2 or 3");
        refuses(
                HEADER + "00".repeat(64) + "3cff" + "00".repeat(126) + COOKIE + "340101" + "ff",
                "option 60 at byte 108: claims 255 bytes, file has 126");
    }

    private static void refuses(String hex, String message) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> read(hex))
                .withMessage(message);
    }

    private static DhcpMessage read(String hex) {
        return DhcpReader.read(Octets.ofHex(hex));
    }
}
