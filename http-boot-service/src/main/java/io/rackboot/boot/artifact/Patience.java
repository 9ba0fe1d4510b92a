package io.rackboot.boot.artifact;

import java.time.Duration;
import java.util.List;

/// How long image-service is waited for.
///
/// @param connect until a connection stands
/// @param silence without a byte
/// @param pauses before each further attempt; as many attempts follow the first
/// @param grudge how long a failure is remembered before a new request makes a new attempt
public record Patience(Duration connect, Duration silence, List<Duration> pauses, Duration grudge) {
    /// What a rack on a slow link needs, and what a machine at a firmware prompt bears.
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5)),
            Duration.ofSeconds(5));
}
