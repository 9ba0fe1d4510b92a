package io.rackboot.dhcp.advertise;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoutersTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Octets ONE = Octets.ofHex("fe800000000000000000000000000001");
    private static final Octets OTHER = Octets.ofHex("fe800000000000000000000000000002");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final Routers routers = new Routers();

    @Test
    void nobodySpeaksAtFirst() {
        assertThat(routers.speak(NOON)).isFalse();
        routers.heard(ONE, Duration.ZERO, NOON);
        assertThat(routers.speak(NOON)).isFalse();
    }

    @Test
    void aRouterSpeaksUntilItsLifetimeIsOver() {
        routers.heard(ONE, HALF_AN_HOUR, NOON);
        routers.heard(ONE, HALF_AN_HOUR, NOON.plusSeconds(60));

        assertThat(routers.speak(NOON.plusSeconds(1859))).isTrue();
        assertThat(routers.speak(NOON.plusSeconds(1860))).isFalse();
    }

    @Test
    void oneThatLeavesTakesNoOtherWithIt() {
        routers.heard(ONE, HALF_AN_HOUR, NOON);
        routers.heard(OTHER, HALF_AN_HOUR, NOON);

        routers.heard(ONE, Duration.ZERO, NOON);
        assertThat(routers.speak(NOON)).isTrue();
        routers.heard(OTHER, Duration.ZERO, NOON);
        assertThat(routers.speak(NOON)).isFalse();
    }

    @Test
    void thousandsOfThemTakeNoMoreRoomThanAFew() {
        for (int i = 0; i < 5000; i++) {
            routers.heard(Octets.ofInts(i >>> 8, i), HALF_AN_HOUR, NOON);
        }
        for (int i = 0; i < 4936; i++) {
            routers.heard(Octets.ofInts(i >>> 8, i), Duration.ZERO, NOON);
        }
        assertThat(routers.speak(NOON)).isTrue();
        for (int i = 4936; i < 5000; i++) {
            routers.heard(Octets.ofInts(i >>> 8, i), Duration.ZERO, NOON);
        }
        assertThat(routers.speak(NOON)).isFalse();
    }
}
