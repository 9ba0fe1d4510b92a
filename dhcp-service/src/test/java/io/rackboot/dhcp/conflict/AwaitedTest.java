package io.rackboot.dhcp.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AwaitedTest {
    private static final Ip4Address FIRST = Ip4Address.parse("192.168.77.100");
    private static final Ip4Address SECOND = Ip4Address.parse("192.168.77.101");

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final Awaited awaited = new Awaited(() -> now);

    @Test
    void whoWasAskedForIsListenedToForAWhile() {
        awaited.add(FIRST);
        assertThat(awaited.takes(FIRST)).isTrue();
        assertThat(awaited.takes(SECOND)).isFalse();

        now = now.plus(Awaited.PATIENCE);
        awaited.add(SECOND);
        assertThat(awaited.takes(FIRST)).isTrue();

        now = now.plusMillis(1);
        assertThat(awaited.takes(FIRST)).isFalse();
        assertThat(awaited.takes(SECOND)).isTrue();
    }

    @Test
    void aFloodOfAnswersIsNotListenedTo() {
        awaited.add(FIRST);
        for (int i = 0; i < Awaited.ANSWERS; i++) {
            assertThat(awaited.takes(FIRST)).isTrue();
        }
        assertThat(awaited.takes(FIRST)).isFalse();

        awaited.add(FIRST);
        assertThat(awaited.takes(FIRST)).isTrue();
    }
}
