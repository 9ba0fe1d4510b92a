package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.77.100-192.168.77.199, 192.168.77.100, 192.168.77.199, 100",
        "192.168.77.100 - 192.168.77.199, 192.168.77.100, 192.168.77.199, 100",
        "192.168.77.7, 192.168.77.7, 192.168.77.7, 1",
        "127.255.255.255-128.0.0.0, 127.255.255.255, 128.0.0.0, 2",
        "0.0.0.0-255.255.255.255, 0.0.0.0, 255.255.255.255, 4294967296"
    })
    void readsARangeOrASingleAddress(String text, String first, String last, long size) {
        var range = Range.parse(text);

        assertThat(range).isEqualTo(new Range(Ip4Address.parse(first), Ip4Address.parse(last)));
        assertThat(range.size()).isEqualTo(size);
        assertThat(range).hasToString(first + "-" + last);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.77.9-192.168.77.8, range 192.168.77.9-192.168.77.8: its end lies below its start",
        "200.0.0.0-100.0.0.0, range 200.0.0.0-100.0.0.0: its end lies below its start",
        "192.168.77.256, not an IPv4 address: 192.168.77.256",
        "192.168.77.1-, 'not an IPv4 address: '",
        "-192.168.77.1, 'not an IPv4 address: '",
        "'', 'not an IPv4 address: '",
        "192.168.77.1-9, not an IPv4 address: 9",
        "192.168.77.1-192.168.77.2-192.168.77.3, not an IPv4 address: 192.168.77.2-192.168.77.3",
        "192.168.77.0/24, not an IPv4 address: 192.168.77.0/24"
    })
    void saysWhatIsWrong(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Range.parse(text)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9, false",
        "10.0.0.10, true",
        "10.0.0.15, true",
        "10.0.0.20, true",
        "10.0.0.21, false",
        "138.0.0.15, false"
    })
    void containsItsEnds(String address, boolean contained) {
        assertThat(Range.parse("10.0.0.10-10.0.0.20").contains(Ip4Address.parse(address)))
                .isEqualTo(contained);
    }

    @Test
    void comparesAddressesUnsigned() {
        var range = Range.parse("127.0.0.0-129.0.0.0");

        assertThat(range.contains(Ip4Address.parse("128.0.0.1"))).isTrue();
        assertThat(range.contains(Ip4Address.parse("1.0.0.0"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1-10.0.0.9, false",
        "10.0.0.1-10.0.0.10, true",
        "10.0.0.12-10.0.0.13, true",
        "10.0.0.1-10.0.0.30, true",
        "10.0.0.20-10.0.0.30, true",
        "10.0.0.21-10.0.0.30, false"
    })
    void overlapsWhateverSharesAnAddress(String text, boolean overlapping) {
        var range = Range.parse("10.0.0.10-10.0.0.20");
        var other = Range.parse(text);

        assertThat(range.overlaps(other)).isEqualTo(overlapping);
        assertThat(other.overlaps(range)).isEqualTo(overlapping);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "10.0.0.5-10.0.0.6, 10.0.0.1-10.0.0.4;10.0.0.7-10.0.0.9",
                "10.0.0.1, 10.0.0.2-10.0.0.9",
                "10.0.0.0-10.0.0.3, 10.0.0.4-10.0.0.9",
                "10.0.0.9, 10.0.0.1-10.0.0.8",
                "10.0.0.9-10.0.0.20, 10.0.0.1-10.0.0.8",
                "10.0.0.1-10.0.0.9, ''",
                "0.0.0.0-255.255.255.255, ''",
                "10.0.0.10-10.0.0.20, 10.0.0.1-10.0.0.9",
                "0.0.0.0-10.0.0.0, 10.0.0.1-10.0.0.9"
            })
    void isWhatIsLeftWithoutAnother(String other, String left) {
        assertThat(Range.parse("10.0.0.1-10.0.0.9").without(Range.parse(other)))
                .extracting(Range::toString)
                .isEqualTo(left.isEmpty() ? List.of() : List.of(left.split(";")));
    }
}
