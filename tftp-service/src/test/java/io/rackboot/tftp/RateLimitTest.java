package io.rackboot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RateLimit limit = new RateLimit(Duration.ofMinutes(1), () -> now);

    @Test
    void aKeyPassesOncePerInterval() {
        assertThat(limit.passes("a")).isTrue();
        assertThat(limit.passes("a")).isFalse();
        now = now.plusSeconds(59);
        assertThat(limit.passes("a")).isFalse();
        now = now.plusSeconds(1);
        assertThat(limit.passes("a")).isTrue();
        assertThat(limit.passes("a")).isFalse();
    }

    @Test
    void keysPassApart() {
        assertThat(limit.passes("a")).isTrue();
        assertThat(limit.passes("b")).isTrue();
    }

    @Test
    void theKeysThatPassedLongestAgoAreForgotten() {
        limit.passes("first");
        for (int key = 0; key < 4096; key++) {
            limit.passes(key);
        }

        assertThat(limit.passes(4095)).isFalse();
        assertThat(limit.passes("first")).isTrue();
    }
}
