package io.rackboot.dhcp.advertise;

import java.time.Duration;
import java.time.Instant;

/// When routers are asked to speak, so that one is heard before its next word of its own accord, which may be half an
/// hour away (RFC 4861 §6.3.7: three times, four seconds apart).
final class Solicitations {
    private static final int TIMES = 3;
    private static final Duration INTERVAL = Duration.ofSeconds(4);

    /// A router answers within half a second (§6.2.6); as long as that nobody is told that there is none.
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private int left = TIMES;
    private Instant next;
    private Instant silentUntil;

    /// @param begun when the link began to be heard
    Solicitations(Instant begun) {
        next = begun;
        silentUntil = begun.plus(ANSWER);
    }

    boolean isDue(Instant now) {
        return left > 0 && !now.isBefore(next);
    }

    /// One was sent.
    void sent(Instant now) {
        if (left == TIMES) {
            silentUntil = now.plus(ANSWER);
        }
        left--;
        next = now.plus(INTERVAL);
    }

    /// {@return whether an answer to the first one may yet come}
    boolean mayBeAnswered(Instant now) {
        return now.isBefore(silentUntil);
    }
}
