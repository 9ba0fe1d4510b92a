package io.rackboot.dhcp.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets each key pass once per interval; remembers the keys that passed last and forgets the others.
public final class Seldom {
    private static final int KEYS = 4096;

    private final Duration interval;
    private final Map<Object, Instant> passed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Instant> eldest) {
            return size() > KEYS;
        }
    };

    private Seldom(Duration interval) {
        this.interval = interval;
    }

    /// {@return a limit of once a minute per key}
    public static Seldom oncePerMinute() {
        return new Seldom(Duration.ofMinutes(1));
    }

    /// {@return whether the key has not passed within the interval; then it passes now}
    public synchronized boolean passes(Object key, Instant now) {
        var before = passed.get(key);
        if (before != null && before.plus(interval).isAfter(now)) {
            return false;
        }
        passed.remove(key);
        passed.put(key, now);
        return true;
    }
}
