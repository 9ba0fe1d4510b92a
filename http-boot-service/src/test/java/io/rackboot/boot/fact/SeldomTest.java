package io.rackboot.boot.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeldomTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    @Test
    void theSameThingIsDueOnceInThePause() {
        var seldom = new Seldom(Duration.ofMinutes(1));

        assertThat(seldom.due("a", NOW)).isTrue();
        assertThat(seldom.due("a", NOW.plusSeconds(59))).isFalse();
        assertThat(seldom.due("b", NOW.plusSeconds(59))).isTrue();
        assertThat(seldom.due("a", NOW.plusSeconds(60))).isTrue();
        assertThat(seldom.due("a", NOW.plusSeconds(61))).isFalse();
    }

    @Test
    void itRemembersSoManyThings() {
        var seldom = new Seldom(Duration.ofMinutes(1));
        for (var i = 0; i < 10_001; i++) {
            assertThat(seldom.due("thing " + i, NOW)).isTrue();
        }

        assertThat(seldom.due("thing 1", NOW)).isFalse();
        assertThat(seldom.due("thing 0", NOW)).isTrue();
    }
}
