package io.rackboot.dhcp.advertise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SolicitationsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Solicitations solicitations = new Solicitations(NOON);

    @Test
    void threeAreSentFourSecondsApart() {
        assertThat(solicitations.isDue(NOON)).isTrue();
        solicitations.sent(NOON);
        assertThat(solicitations.isDue(NOON.plusMillis(3999))).isFalse();
        assertThat(solicitations.isDue(NOON.plusSeconds(4))).isTrue();
        solicitations.sent(NOON.plusSeconds(4));
        solicitations.sent(NOON.plusSeconds(8));
        assertThat(solicitations.isDue(NOON.plusSeconds(3600))).isFalse();
    }

    @Test
    void theFirstMayBeAnsweredForASecond() {
        assertThat(solicitations.mayBeAnswered(NOON.plusMillis(999))).isTrue();
        assertThat(solicitations.mayBeAnswered(NOON.plusMillis(1000))).isFalse();

        solicitations.sent(NOON.plusMillis(500)); // there was no address to send from before
        assertThat(solicitations.mayBeAnswered(NOON.plusMillis(1499))).isTrue();
        assertThat(solicitations.mayBeAnswered(NOON.plusMillis(1500))).isFalse();
        solicitations.sent(NOON.plusMillis(4500));
        assertThat(solicitations.mayBeAnswered(NOON.plusMillis(4501))).isFalse();
    }
}
