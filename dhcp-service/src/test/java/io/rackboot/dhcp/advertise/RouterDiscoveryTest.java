package io.rackboot.dhcp.advertise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterDiscoveryTest {
    private static final String NEIGHBOUR = "fe80000000000000505400fffe123456";
    private static final String AFAR = "20010db8000000000000000000000001";

    private static RouterDiscovery read(String source, String message) {
        return RouterDiscovery.read(
                HexFormat.of().parseHex(source), HexFormat.of().parseHex(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {NEIGHBOUR, "00000000000000000000000000000000"})
    void asksForRouters(String source) {
        assertThat(read(source, "8500000000000000")).isEqualTo(new RouterDiscovery.Solicitation());
        assertThat(read(source, "85000000000000000101525400123456")).isEqualTo(new RouterDiscovery.Solicitation());
    }

    @ParameterizedTest
    @CsvSource({"0000, 0", "0708, 1800", "ffff, 65535"})
    void aRouterSpeaks(String lifetime, long seconds) {
        assertThat(read(NEIGHBOUR, "8600abcd4000" + lifetime + "0000000000000000"))
                .isEqualTo(new RouterDiscovery.Advertisement(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        NEIGHBOUR + ", ''",
        NEIGHBOUR + ", 85000000000000",
        NEIGHBOUR + ", 8501000000000000",
        NEIGHBOUR + ", 8600abcd40000708",
        NEIGHBOUR + ", 8700000000000000",
        AFAR + ", 8600abcd400007080000000000000000",
    })
    void isNotForUs(String source, String message) {
        assertThat(read(source, message)).isInstanceOf(RouterDiscovery.Invalid.class);
    }

    @Test
    void advertisesNothing() {
        assertThat(RouterDiscovery.nothingHere())
                .isEqualTo(HexFormat.of().parseHex("86000000000000000000000000000000"));
        assertThat(RouterDiscovery.read(HexFormat.of().parseHex(NEIGHBOUR), RouterDiscovery.nothingHere()))
                .isEqualTo(new RouterDiscovery.Advertisement(Duration.ZERO));
    }

    @Test
    void asksTheRouters() {
        assertThat(RouterDiscovery.whoIsThere()).isEqualTo(HexFormat.of().parseHex("8500000000000000"));
    }
}
