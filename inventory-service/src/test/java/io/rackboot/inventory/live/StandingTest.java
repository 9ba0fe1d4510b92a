package io.rackboot.inventory.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.Freshness;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "LIVE, LIVE, live, Everything shown is the present.",
        "LIVE, COLD, catching-up, Boots of the past are still being read",
        "STALE, LIVE, catching-up, 'The NATS server is back, and what was missed is being read.'",
        "COLD, LIVE, catching-up, 'The NATS server is back, and what was missed is being read.'",
        "STALE, STALE, stale, what is shown is the last that was heard",
        "STALE, COLD, stale, what is shown is the last that was heard",
        "SNAPSHOT, COLD, stale, machines are shown as an earlier run saved them",
        "COLD, COLD, stale, nothing is known. Changes are refused until it is back."
    })
    void whatItMeansIsSaid(Freshness documents, Freshness boots, String state, String text) {
        var standing = new Standing(documents, boots, NOON);

        assertThat(standing.state()).isEqualTo(state);
        assertThat(standing.text()).contains(text);
        assertThat(standing.live()).isEqualTo(state.equals("live"));
    }

    @Test
    void theEventSaysItAll() {
        assertThat(new Standing(Freshness.LIVE, Freshness.LIVE, NOON).json(15).toString())
                .isEqualTo("{\"state\":\"live\",\"documents\":\"live\",\"boots\":\"live\","
                        + "\"since\":\"2026-11-20T12:00:00Z\",\"text\":\"Everything shown is the present.\","
                        + "\"heartbeat\":15.0}");
    }
}
