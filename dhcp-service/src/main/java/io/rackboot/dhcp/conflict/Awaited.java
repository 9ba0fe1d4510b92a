package io.rackboot.dhcp.conflict;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The addresses that were asked for a moment ago. Who speaks of others is not listened to, nor a flood of answers.
/// Used by any thread.
final class Awaited {
    /// A host answers at once; one behind a slow line has this long.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /// How many answers to a question are listened to: its client's, and those of some that should not.
    static final int ANSWERS = 4;

    private record Question(Instant until, AtomicInteger left) {}

    private final InstantSource clock;
    private final Map<Ip4Address, Question> questions = new ConcurrentHashMap<>();

    Awaited(InstantSource clock) {
        this.clock = clock;
    }

    void add(Ip4Address address) {
        var now = clock.instant();
        questions.values().removeIf(question -> question.until().isBefore(now));
        questions.put(address, new Question(now.plus(PATIENCE), new AtomicInteger(ANSWERS)));
    }

    /// {@return whether an answer about the address is listened to}
    boolean takes(Ip4Address address) {
        var question = questions.get(address);
        return question != null
                && !question.until().isBefore(clock.instant())
                && question.left().getAndDecrement() > 0;
    }
}
