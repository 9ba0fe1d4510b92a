package io.rackboot.tftp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets each key pass once per interval; remembers the keys used last and forgets the others.
final class RateLimit {
    private static final int KEYS = 4096;
    private final Duration interval;
    private final InstantSource clock;
    private final Map<Object, Instant> passed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Instant> eldest) {
            return size() > KEYS;
        }
    };

    RateLimit(Duration interval, InstantSource clock) {
        this.interval = interval;
        this.clock = clock;
    }

    /// {@return whether the key has not passed within the interval; then it passes now}
    synchronized boolean passes(Object key) {
        var now = clock.instant();
        var before = passed.get(key);
        if (before != null && before.plus(interval).isAfter(now)) {
            return false;
        }
        passed.remove(key);
        passed.put(key, now);
        return true;
    }
}
