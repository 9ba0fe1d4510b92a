package io.rackboot.tftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetransmissionTimeoutTest {
    private static final long MILLI = 1_000_000;

    private final RetransmissionTimeout initial = RetransmissionTimeout.of(terms(Optional.empty()));

    @Test
    void startsAt200Milliseconds() {
        assertThat(initial.current()).isEqualTo(200 * MILLI);
    }

    @Test
    void followsAFastClientDownTo100Milliseconds() {
        assertThat(initial.measured(50_000).current()).isEqualTo(100 * MILLI);
    }

    @Test
    void followsASlowClient() {
        // RFC 6298: 300 + 4 * 150; then 300 again with 3/4 of the variation
        var once = initial.measured(300 * MILLI);
        assertThat(once.current()).isEqualTo(900 * MILLI);
        assertThat(once.measured(300 * MILLI).current()).isEqualTo(750 * MILLI);
    }

    @Test
    void doublesUpToItsCeiling() {
        var timeout = initial;
        for (int expected : new int[] {400, 800, 1600, 3200, 4000, 4000}) {
            timeout = timeout.backedOff();
            assertThat(timeout.current()).isEqualTo(expected * MILLI);
        }
    }

    @Test
    void aMeasurementEndsTheBackOff() {
        assertThat(initial.measured(1000).backedOff().backedOff().measured(1000).current())
                .isEqualTo(100 * MILLI);
    }

    @Test
    void theClientsTimeoutRaisesTheCeilingOnly() {
        assertThat(RetransmissionTimeout.of(terms(Optional.of(Duration.ofSeconds(6)))))
                .isEqualTo(new RetransmissionTimeout(0, 0, 200 * MILLI, 6000 * MILLI));
        assertThat(RetransmissionTimeout.of(terms(Optional.of(Duration.ofSeconds(1))))
                        .ceiling())
                .isEqualTo(4000 * MILLI);
        assertThat(RetransmissionTimeout.of(terms(Optional.of(Duration.ofSeconds(255))))
                        .ceiling())
                .isEqualTo(20_000 * MILLI);
    }

    @Test
    void aRepeatedAckWaitsForReorderedPacketsOnly() {
        assertThat(initial.measured(100_000).hastened()).isEqualTo(5 * MILLI);
        assertThat(initial.measured(30 * MILLI).hastened()).isEqualTo(60 * MILLI);
    }

    private static Terms terms(Optional<Duration> timeout) {
        return new Terms(512, 1, timeout, false, Optional.empty());
    }
}
