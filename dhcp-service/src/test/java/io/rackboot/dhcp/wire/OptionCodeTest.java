package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OptionCodeTest {
    @Test
    void readsAndWritesItsForm() {
        holds(OptionCode.SUBNET_MASK, Ip4Address.parse("255.255.255.0"), "ffffff00");
        holds(
                OptionCode.ROUTER,
                List.of(Ip4Address.parse("10.0.0.1"), Ip4Address.parse("10.0.0.2")),
                "0a0000010a000002");
        holds(OptionCode.HOST_NAME, "node7", "6e6f646537");
        holds(OptionCode.BOOTFILE_NAME, "a.efi", "612e65666900");
        holds(OptionCode.SUBNET_SELECTION, Ip4Address.parse("10.9.0.0"), "0a090000");
        holds(OptionCode.INTERFACE_MTU, 9000, "2328");
        holds(OptionCode.IP_ADDRESS_LEASE_TIME, Duration.ofHours(1), "00000e10");
        holds(OptionCode.IP_ADDRESS_LEASE_TIME, Duration.ofSeconds(0xffffffffL), "ffffffff");
        holds(OptionCode.DHCP_MESSAGE_TYPE, MessageType.DHCPNAK, "06");
        holds(OptionCode.PARAMETER_REQUEST_LIST, List.of(1, 3, 235), "0103eb");
        holds(OptionCode.PARAMETER_REQUEST_LIST, List.of(), "");
        holds(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("01525400a1b2c3"), "01525400a1b2c3");
        holds(OptionCode.CLIENT_SYSTEM_ARCHITECTURE, List.of(7, 9), "00070009");
        holds(OptionCode.CLIENT_NETWORK_INTERFACE, new ClientNetworkInterface(1, 3, 16), "010310");
        holds(OptionCode.RELAY_AGENT_INFORMATION, SubOptions.of(1, Octets.ofText("e")), "010165");
        holds(OptionCode.VENDOR_SPECIFIC_INFORMATION, SubOptions.of(6, Octets.ofInts(8)), "060108ff");
        holds(OptionCode.USER_CLASS, new UserClass(List.of(Octets.ofText("ab"), Octets.ofText("c"))), "0261620163");
    }

    @Test
    void cutsTrailingNuls() {
        assertThat(OptionCode.HOST_NAME.decode(Octets.ofHex("766d0000"))).isEqualTo("vm");
        assertThat(OptionCode.BOOTFILE_NAME.decode(Octets.ofHex("61"))).isEqualTo("a");
        assertThat(OptionCode.HOST_NAME.decode(Octets.EMPTY)).isEmpty();
    }

    @Test
    void writesNoTimeLongerThanForEver() {
        assertThat(OptionCode.IP_ADDRESS_LEASE_TIME
                        .encode(Duration.ofDays(365_000))
                        .hex())
                .isEqualTo("ffffffff");
    }

    @Test
    void readsUserClassesInBothForms() {
        assertThat(OptionCode.USER_CLASS.decode(Octets.ofHex("69505845")).includes("iPXE"))
                .isTrue();
        assertThat(OptionCode.USER_CLASS.decode(Octets.ofHex("0469505845")).includes("iPXE"))
                .isTrue();
        assertThat(OptionCode.USER_CLASS.decode(Octets.ofHex("00")).includes("iPXE"))
                .isFalse();
        assertThat(OptionCode.USER_CLASS.decode(Octets.EMPTY).classes()).isEmpty();
    }

    @Test
    void readsTheFirmwaresUuid() {
        var sent = OptionCode.CLIENT_MACHINE_IDENTIFIER.decode(Octets.ofHex("0044454c4c7700104a8001525400770001"));

        assertThat(sent.uuid()).contains(UUID.fromString("4c4c4544-0077-4a10-8001-525400770001"));
    }

    @Test
    void takesNoIdentityFromFirmwareWithoutUuid() {
        assertThat(uuidOf("00" + "00".repeat(16))).isFalse();
        assertThat(uuidOf("00" + "ff".repeat(16))).isFalse();
        assertThat(uuidOf("0144454c4c7700104a8001525400770001")).isFalse();
        assertThat(uuidOf("0044454c4c7700104a80015254007700")).isFalse();
        assertThat(uuidOf("")).isFalse();
    }

    @Test
    void readsFillerAndEndOnlyWhereTheyExist() {
        var bytes = Octets.ofHex("0000" + "060108" + "ff" + "0601");
        assertThat(OptionCode.VENDOR_SPECIFIC_INFORMATION.decode(bytes).byCode())
                .containsExactly(java.util.Map.entry(6, Octets.ofInts(8)));

        var plain = new LinkedHashMap<Integer, Octets>();
        plain.put(0, Octets.EMPTY);
        plain.put(255, Octets.ofInts(1));
        assertThat(OptionCode.RELAY_AGENT_INFORMATION.decode(Octets.ofHex("0000" + "ff0101")))
                .isEqualTo(new SubOptions(plain));
    }

    @Test
    void saysWhichOptionIsMalformed() {
        refuses(
                OptionCode.SERVER_IDENTIFIER,
                "0a0000",
                "option 54 SERVER_IDENTIFIER at byte 0: 3 bytes are too few for an address");
        refuses(
                OptionCode.SERVER_IDENTIFIER,
                "0a00000101",
                "option 54 SERVER_IDENTIFIER at byte 4: 1 bytes beyond an address");
        refuses(OptionCode.ROUTER, "", "option 3 ROUTER at byte 0: 0 bytes are too few for an address or more");
        refuses(
                OptionCode.ROUTER,
                "0a0000010a",
                "option 3 ROUTER at byte 4: 5 bytes are too few for an address or more");
        refuses(OptionCode.DHCP_MESSAGE_TYPE, "13", "message type at byte 0: 19 is undefined");
        refuses(OptionCode.RELAY_AGENT_INFORMATION, "010565", "sub-option 1 at byte 2: claims 5 bytes, 1 are left");
    }

    private static boolean uuidOf(String hex) {
        return OptionCode.CLIENT_MACHINE_IDENTIFIER
                .decode(Octets.ofHex(hex))
                .uuid()
                .isPresent();
    }

    private static <T> void holds(OptionCode<T> code, T value, String hex) {
        assertThat(code.encode(value).hex()).isEqualTo(hex);
        assertThat(code.decode(Octets.ofHex(hex))).isEqualTo(value);
    }

    private static void refuses(OptionCode<?> code, String hex, String message) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> code.decode(Octets.ofHex(hex)))
                .withMessage(message);
    }
}
