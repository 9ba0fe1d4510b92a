package io.rackboot.nats.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class SpillTest {
    private final Spill spill = new Spill(3);

    @Test
    void whatIsOnItsWayCountsUntilItIsDone() throws InterruptedException {
        assertThat(List.of(spill.offer(held(1)), spill.offer(held(2)), spill.offer(held(3)), spill.offer(held(4))))
                .containsExactly(true, true, true, false);
        assertThat(spill.take(Duration.ZERO, 1)).extracting(Held::number).containsExactly(1L);
        assertThat(spill.offer(held(4))).isFalse();
        spill.done();
        assertThat(spill.offer(held(4))).isTrue();
        assertThat(spill.held()).isEqualTo(3);
    }

    @Test
    void whatIsPutBackKeepsItsPlace() throws InterruptedException {
        spill.offer(held(1));
        spill.offer(held(2));
        spill.offer(held(3));
        var first = spill.take(Duration.ZERO, 1).getFirst();
        var second = spill.take(Duration.ZERO, 1).getFirst();
        spill.putBack(List.of(second, first));
        assertThat(numbers()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void nothingComesOfAnEmptySpillInTime() throws InterruptedException {
        assertThat(spill.take(Duration.ofMillis(20), 1)).isEmpty();
    }

    @Test
    void aClosedSpillGivesTheRestAndTakesNothing() {
        spill.offer(held(1));
        spill.offer(held(2));
        assertThat(spill.close().stream().map(Held::number)).containsExactly(1L, 2L);
        assertThat(spill.held()).isZero();
        assertThat(spill.offer(held(3))).isFalse();
    }

    private List<Long> numbers() {
        return spill.close().stream().map(Held::number).toList();
    }

    private static Held held(long number) {
        return new Held(number, "s", Optional.empty(), new byte[0], Message.of("x"));
    }
}
