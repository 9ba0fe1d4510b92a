package io.rackboot.dhcp.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets each key pass once per interval, and no more than so many keys; remembers the keys that passed last and forgets
/// the others.
public final class Seldom {
    private static final int KEYS = 4096;

    private final Duration interval;
    private final int limit;
    private Instant begun = Instant.EPOCH;
    private int sinceBegun;
    private final Map<Object, Instant> passed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Instant> eldest) {
            return size() > KEYS;
        }
    };

    private Seldom(Duration interval, int limit) {
        this.interval = interval;
        this.limit = limit;
    }

    /// {@return a limit of once a minute per key}
    public static Seldom oncePerMinute() {
        return oncePerMinute(Integer.MAX_VALUE);
    }

    /// {@return a limit of once a minute per key, and of so many keys a minute: what comes from ever new senders must
    ///     stay within bounds, too}
    public static Seldom oncePerMinute(int keys) {
        return new Seldom(Duration.ofMinutes(1), keys);
    }

    /// {@return whether the key has not passed within the interval; then it passes now}
    public synchronized boolean passes(Object key, Instant now) {
        var before = passed.get(key);
        if (before != null && before.plus(interval).isAfter(now)) {
            return false;
        }
        if (begun.plus(interval).isBefore(now)) {
            begun = now;
            sinceBegun = 0;
        }
        if (sinceBegun == limit) {
            return false;
        }
        sinceBegun++;
        passed.remove(key);
        passed.put(key, now);
        return true;
    }
}
