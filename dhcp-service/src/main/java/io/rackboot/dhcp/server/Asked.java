package io.rackboot.dhcp.server;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which addresses were asked for lately, so that each is asked for often enough and no more: twice, since a frame may
/// be lost, and again after a minute.
final class Asked {
    /// Later answers are not waited for.
    static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    private static final int TIMES = 2;
    private static final Duration BETWEEN = Duration.ofMillis(800);
    private static final Duration VALID = Duration.ofMinutes(1);

    private record Question(int times, Instant last) {}

    /// The one that was asked for longest ago in front.
    private final Map<Ip4Address, Question> byAddress = new LinkedHashMap<>();

    boolean isDue(Ip4Address address, Instant now) {
        var question = byAddress.get(address);
        return question == null
                || question.times() < TIMES && !question.last().plus(BETWEEN).isAfter(now)
                || !question.last().plus(VALID).isAfter(now);
    }

    void ask(Ip4Address address, Instant now) {
        var before = byAddress.remove(address);
        boolean again = before != null && before.last().plus(VALID).isAfter(now);
        byAddress.put(address, new Question(again ? before.times() + 1 : 1, now));
    }

    /// {@return whether an answer may yet come}
    boolean isFresh(Ip4Address address, Instant now) {
        var question = byAddress.get(address);
        return question != null && question.last().plus(ANSWERED_WITHIN).isAfter(now);
    }

    void forgetOld(Instant now) {
        byAddress.values().removeIf(question -> !question.last().plus(VALID).isAfter(now));
    }
}
