package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Option 121 (RFC 3442).
class ClasslessRouteTest {
    private static final Ip4Address ROUTER = Ip4Address.parse("192.168.77.2");

    @ParameterizedTest
    @CsvSource({
        // The RFC's own table.
        "0.0.0.0,       0,  00",
        "10.0.0.0,      8,  080a",
        "10.0.0.0,      24, 180a0000",
        "10.17.0.0,     16, 100a11",
        "10.27.129.0,   24, 180a1b81",
        "10.229.0.128,  25, 190ae50080",
        "10.198.122.47, 32, 200ac67a2f",
    })
    void writesAsMuchOfTheNetworkAsItTakes(String network, int prefixLength, String destination) {
        var route = new ClasslessRoute(Ip4Address.parse(network), prefixLength, ROUTER);
        var bytes = Octets.ofHex(destination + "c0a84d02");

        assertThat(OptionCode.CLASSLESS_STATIC_ROUTE.encode(List.of(route))).isEqualTo(bytes);
        assertThat(OptionCode.CLASSLESS_STATIC_ROUTE.decode(bytes)).containsExactly(route);
    }

    @Test
    void standOneAfterTheOther() {
        var bytes = Octets.ofHex("080a" + "c0a84d02" + "00" + "c0a84d01");

        assertThat(OptionCode.CLASSLESS_STATIC_ROUTE.decode(bytes))
                .extracting(ClasslessRoute::toString)
                .containsExactly("10.0.0.0/8 via 192.168.77.2", "0.0.0.0/0 via 192.168.77.1");
    }

    @Test
    void takesNoNoticeOfHostBitsOnTheWire() {
        assertThat(OptionCode.CLASSLESS_STATIC_ROUTE.decode(Octets.ofHex("0c0aff" + "c0a84d02")))
                .containsExactly(new ClasslessRoute(Ip4Address.parse("10.240.0.0"), 12, ROUTER));
    }

    @Test
    void writesNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClasslessRoute(Ip4Address.parse("10.255.0.0"), 12, ROUTER))
                .withMessage("route 10.255.0.0/12 has host bits set, meant 10.240.0.0/12?");
    }

    @ParameterizedTest
    @CsvSource({
        "'',             option 121 CLASSLESS_STATIC_ROUTE at byte 0: 0 bytes are too few for classless routes",
        "210a000000c0a84d02, route at byte 0: prefix length 33 is above 32",
        "080ac0a84d,     option 121 CLASSLESS_STATIC_ROUTE at byte 2: 5 bytes are too few for classless routes",
        "00c0a84d0118,   option 121 CLASSLESS_STATIC_ROUTE at byte 6: 6 bytes are too few for classless routes",
    })
    void areMalformedWhereTheyEndEarly(String hex, String message) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> OptionCode.CLASSLESS_STATIC_ROUTE.decode(Octets.ofHex(hex)))
                .withMessage(message);
    }
}
