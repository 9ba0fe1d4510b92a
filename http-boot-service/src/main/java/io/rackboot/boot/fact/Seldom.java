package io.rackboot.boot.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets the same thing be said once in a while. A machine that is refused asks again every few seconds, for hours.
public final class Seldom {
    private static final int REMEMBERED = 10_000;
    private final Duration pause;
    private final Map<String, Instant> said = new LinkedHashMap<>(16, 0.75f, false) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param pause how long a thing stays unsaid after it was said
    public Seldom(Duration pause) {
        this.pause = pause;
    }

    /// {@return whether it is time to say this}
    public synchronized boolean due(String what, Instant now) {
        var last = said.get(what);
        if (last != null && now.isBefore(last.plus(pause))) {
            return false;
        }
        said.remove(what);
        said.put(what, now);
        return true;
    }
}
