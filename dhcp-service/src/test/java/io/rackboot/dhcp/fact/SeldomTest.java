package io.rackboot.dhcp.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeldomTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void aKeyPassesOnceAMinute() {
        var seldom = Seldom.oncePerMinute();

        assertThat(seldom.passes("a", NOON)).isTrue();
        assertThat(seldom.passes("a", NOON.plusSeconds(59))).isFalse();
        assertThat(seldom.passes("b", NOON.plusSeconds(59))).isTrue();
        assertThat(seldom.passes("a", NOON.plusSeconds(60))).isTrue();
    }

    @Test
    void everNewKeysPassUpToTheLimit() {
        var seldom = Seldom.oncePerMinute(3);

        assertThat(IntStream.range(0, 10_000).filter(key -> seldom.passes(key, NOON)))
                .containsExactly(0, 1, 2);
        assertThat(seldom.passes("later", NOON.plusSeconds(60))).isFalse();
        assertThat(seldom.passes("later", NOON.plusSeconds(60).plusNanos(1))).isTrue();
        assertThat(seldom.passes(2, NOON.plusSeconds(61))).isTrue();
    }
}
