package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValueTypesTest {
    @Test
    void parsesAndPrintsAddresses() {
        assertThat(Ip4Address.parse("192.168.77.1").bits()).isEqualTo(0xc0a84d01);
        assertThat(Ip4Address.parse("192.168.77.1")).hasToString("192.168.77.1");
        assertThat(Ip4Address.of(Octets.ofHex("c0a84d01"))).hasToString("192.168.77.1");
        assertThat(Ip4Address.BROADCAST).hasToString("255.255.255.255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ip4Address.parse("192.168.77.256"))
                .withMessage("not an IPv4 address: 192.168.77.256");
        assertThatIllegalArgumentException().isThrownBy(() -> Ip4Address.parse("192.168.77"));
        assertThatIllegalArgumentException().isThrownBy(() -> Ip4Address.parse("192.168.077.1"));
    }

    @Test
    void ordersAddressesAsUnsignedNumbers() {
        assertThat(Stream.of("255.255.255.255", "127.0.0.1", "128.0.0.0", "0.0.0.0")
                        .map(Ip4Address::parse)
                        .sorted())
                .extracting(Ip4Address::toString)
                .containsExactly("0.0.0.0", "127.0.0.1", "128.0.0.0", "255.255.255.255");
    }

    @Test
    void countsAndMasksAddresses() {
        assertThat(Ip4Address.parse("10.0.0.255").plus(1)).hasToString("10.0.1.0");
        assertThat(Ip4Address.mask(0)).isEqualTo(Ip4Address.ANY);
        assertThat(Ip4Address.mask(20)).hasToString("255.255.240.0");
        assertThat(Ip4Address.mask(32)).isEqualTo(Ip4Address.BROADCAST);
        assertThat(Ip4Address.parse("10.1.2.3").and(Ip4Address.mask(24))).hasToString("10.1.2.0");
    }

    @Test
    void parsesHardwareAddressesInEveryForm() {
        var address = HardwareAddress.ofMac("52:54:00:A1:B2:C3");

        assertThat(HardwareAddress.ofMac("52-54-00-a1-b2-c3")).isEqualTo(address);
        assertThat(HardwareAddress.ofMac("525400a1b2c3")).isEqualTo(address);
        assertThat(address.mac()).isEqualTo("52:54:00:a1:b2:c3");
        assertThatIllegalArgumentException().isThrownBy(() -> HardwareAddress.ofMac("52:54:00"));
    }

    @Test
    void knowsUsableEthernetAddresses() {
        assertThat(HardwareAddress.ofMac("52:54:00:a1:b2:c3").isEthernetUnicast())
                .isTrue();
        assertThat(HardwareAddress.ofMac("53:54:00:a1:b2:c3").isEthernetUnicast())
                .isFalse();
        assertThat(HardwareAddress.ofMac("00:00:00:00:00:00").isEthernetUnicast())
                .isFalse();
        assertThat(new HardwareAddress(32, Octets.EMPTY).isEthernetUnicast()).isFalse();
    }

    @Test
    void neverSharesItsBytes() {
        var bytes = new byte[] {1, 2};
        var octets = Octets.of(bytes);
        bytes[0] = 9;
        octets.toByteArray()[1] = 9;

        assertThat(octets).isEqualTo(Octets.ofInts(1, 2)).hasSameHashCodeAs(Octets.ofInts(1, 2));
        assertThat(octets.buffer().isReadOnly()).isTrue();
        assertThat(octets.plus(Octets.ofInts(255)).hex()).isEqualTo("0102ff");
    }
}
