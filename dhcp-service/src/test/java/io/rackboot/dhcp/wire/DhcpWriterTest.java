package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DhcpWriterTest {
    private static final DhcpOptions.Builder NONE = DhcpOptions.builder();

    @Test
    void writesEachFieldInItsPlace() {
        var message = new DhcpMessage(
                Op.BOOTREPLY,
                HardwareAddress.ofMac("52:54:00:a1:b2:c3"),
                2,
                new Xid(0x01020304),
                0x0506,
                0x8000,
                Ip4Address.parse("10.0.0.1"),
                Ip4Address.parse("10.0.0.2"),
                Ip4Address.parse("10.0.0.3"),
                Ip4Address.parse("10.0.0.4"),
                Octets.ofText("server"),
                Octets.ofText("file"),
                DhcpOptions.builder()
                        .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                        .put(OptionCode.IP_ADDRESS_LEASE_TIME, Duration.ofHours(1))
                        .build());

        var written = DhcpWriter.write(message, 0).bytes().hex();

        assertThat(written)
                .isEqualTo("02" + "01" + "06" + "02" // op htype hlen hops
                        + "01020304" + "0506" + "8000" // xid secs flags
                        + "0a000001" + "0a000002" + "0a000003" + "0a000004" // ciaddr yiaddr siaddr giaddr
                        + "525400a1b2c3" + "00".repeat(10) // chaddr
                        + "736572766572" + "00".repeat(58) // sname
                        + "66696c65" + "00".repeat(124) // file
                        + "63825363" // magic cookie
                        + "350105" // 53 DHCPACK
                        + "330400000e10" // 51 3600 s
                        + "ff" // end
                        + "00".repeat(50)); // padding to 300 bytes
    }

    @Test
    void splitsALongOptionAndJoinsItAgain() {
        var message = message(DhcpOptions.builder().putBytes(43, octets(600)).build());

        var written = DhcpWriter.write(message, 1500).bytes();

        assertThat(written.slice(240, 242).hex()).isEqualTo("2bff");
        assertThat(written.slice(240 + 257, 240 + 259).hex()).isEqualTo("2bff");
        assertThat(written.slice(240 + 514, 240 + 516).hex()).isEqualTo("2b5a");
        assertThat(DhcpReader.read(written)).isEqualTo(message);
    }

    @Test
    void putsTheRelayAgentsOptionLast() {
        var options = DhcpOptions.builder()
                .put(OptionCode.RELAY_AGENT_INFORMATION, SubOptions.of(1, Octets.ofText("eth0")))
                .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                .build();

        var written = DhcpWriter.write(message(options), 0).bytes();

        assertThat(written.slice(240, 252).hex()).isEqualTo("350105" + "5206" + "010465746830" + "ff");
    }

    @Test
    void overloadsFileThenSname() {
        var message = message(DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                .putBytes(200, octets(250))
                .putBytes(201, octets(120))
                .putBytes(202, octets(60))
                .putBytes(203, octets(20))
                .build());

        var written = DhcpWriter.write(message, 576);

        assertThat(written.omitted()).isEmpty();
        assertThat(written.bytes().slice(240, 246).hex()).isEqualTo("350105" + "340103");
        assertThat(written.bytes().slice(108, 110).hex()).isEqualTo("c978");
        assertThat(written.bytes().slice(44, 46).hex()).isEqualTo("ca3c");
        assertThat(DhcpReader.read(written.bytes())).isEqualTo(message);
    }

    @Test
    void keepsFileAndSnameWhereTheyAreInUse() {
        var message = named(DhcpOptions.builder()
                .putBytes(200, octets(250))
                .putBytes(201, octets(120))
                .putBytes(202, octets(5))
                .build());

        var written = DhcpWriter.write(message, 576);

        assertThat(written.omitted()).containsExactly(201);
        var read = DhcpReader.read(written.bytes());
        assertThat(read.file().text()).isEqualTo("file");
        assertThat(read.sname().text()).isEqualTo("server");
        assertThat(read.options().codes()).containsExactly(200, 202);
    }

    @Test
    void goesOnInTheNextFieldWithAnOptionThatIsSplitAnyway() {
        var message = message(DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                .putBytes(121, octets(440))
                .build());

        var written = DhcpWriter.write(message, 576);

        assertThat(written.omitted()).isEmpty();
        // 308 bytes hold 53, 52, the end, and 121 in parts of 255 and 42; file holds 125 more, sname the last 18.
        assertThat(written.bytes().slice(240, 248).hex()).isEqualTo("350105" + "340103" + "79ff");
        assertThat(written.bytes().slice(503, 505).hex()).isEqualTo("792a");
        assertThat(written.bytes().slice(108, 110).hex()).isEqualTo("797d");
        assertThat(written.bytes().slice(44, 46).hex()).isEqualTo("7912");
        assertThat(DhcpReader.read(written.bytes())).isEqualTo(message);
    }

    @Test
    void leavesOutWhatEvenAllFieldsCannotHold() {
        var message = message(DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                .putBytes(121, octets(500))
                .build());

        assertThat(DhcpWriter.write(message, 576).omitted()).containsExactly(121);
    }

    @Test
    void splitsNoOptionThatCouldStandWhole() {
        var message = message(DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                .putBytes(200, octets(200))
                .putBytes(201, octets(200))
                .build());

        assertThat(DhcpWriter.write(message, 576).omitted()).containsExactly(201);
    }

    @Test
    void leavesOutParametersBeforeWhatTheClientNeeds() {
        var options = DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                .putBytes(200, octets(100))
                .putBytes(201, octets(150))
                .put(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient")
                .putBytes(202, octets(20))
                .put(OptionCode.BOOTFILE_NAME, "f".repeat(60))
                .put(OptionCode.RELAY_AGENT_INFORMATION, SubOptions.of(1, octets(40)))
                .build();

        var written = DhcpWriter.write(named(options), 576);

        assertThat(written.omitted()).containsExactly(201);
        assertThat(DhcpReader.read(written.bytes()).options().codes()).containsExactly(53, 200, 60, 202, 67, 82);
    }

    @Test
    void returnsALongRelayAgentsOptionBeforeParameters() {
        var options = DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                .putBytes(200, octets(100))
                .putBytes(82, octets(220))
                .build();

        var written = DhcpWriter.write(named(options), 576);

        assertThat(written.omitted()).containsExactly(200);
        assertThat(DhcpReader.read(written.bytes()).options().codes()).containsExactly(53, 82);
    }

    @Test
    void neverExceedsTheClientsMaximum() {
        for (int maximum : List.of(0, 576, 577, 590, 700, 1000, 1500)) {
            for (int length = 0; length < 1600; length += 7) {
                var message = message(DhcpOptions.builder()
                        .put(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPACK)
                        .putBytes(200, octets(length))
                        .putBytes(201, octets(length / 2))
                        .putBytes(82, octets(length / 3))
                        .build());

                var written = DhcpWriter.write(message, maximum);

                assertThat(written.bytes().length()).isBetween(300, Math.max(maximum, 576) - 28);
                var read = DhcpReader.read(written.bytes());
                assertThat(read.messageType()).contains(MessageType.DHCPACK);
                assertThat(read.options().codes().size() + written.omitted().size())
                        .isEqualTo(4);
            }
        }
    }

    @Test
    void refusesFieldsThatDoNotFit() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> NONE.putBytes(52, Octets.EMPTY))
                .withMessage("code 52 holds no option");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new HardwareAddress(1, octets(17)))
                .withMessage("a hardware address of 17 bytes, at most 16 fit");
    }

    private static DhcpMessage message(DhcpOptions options) {
        return message(Octets.EMPTY, Octets.EMPTY, options);
    }

    private static DhcpMessage named(DhcpOptions options) {
        return message(Octets.ofText("server"), Octets.ofText("file"), options);
    }

    private static DhcpMessage message(Octets sname, Octets file, DhcpOptions options) {
        return new DhcpMessage(
                Op.BOOTREPLY,
                HardwareAddress.ofMac("52:54:00:a1:b2:c3"),
                0,
                new Xid(1),
                0,
                0,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                sname,
                file,
                options);
    }

    private static Octets octets(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return Octets.of(bytes);
    }
}
