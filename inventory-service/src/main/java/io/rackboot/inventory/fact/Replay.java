package io.rackboot.inventory.fact;

import io.rackboot.nats.Freshness;
import io.rackboot.nats.Nats;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Whether the facts of the past have all been heard, so that what is projected from them is the present.
@ApplicationScoped
public class Replay {
    /// A stream that says nothing for this long has no more of the past to say.
    private static final Duration QUIET = Duration.ofSeconds(3);

    /// Facts that the stream took this long before the start are history, and no news for anybody.
    private static final Duration NEWS = Duration.ofDays(1);

    private final Nats nats;
    private final InstantSource clock = InstantSource.system();
    private final Instant start = clock.instant();
    private volatile Instant lastHeard = start;
    private volatile boolean caughtUp;

    Replay(Nats nats) {
        this.nats = nats;
    }

    /// The stream was subscribed to, again: what was missed comes now.
    void connected() {
        lastHeard = clock.instant();
    }

    /// A message came that the stream took at this time.
    void heard(Instant stored) {
        lastHeard = clock.instant();
        if (!stored.isBefore(start)) {
            caughtUp = true;
        }
    }

    /// {@return whether this fact happened while this process ran}
    public boolean isPresent(HeardFact fact) {
        return !fact.stored().isBefore(start);
    }

    /// {@return whether somebody who was away while this process was not there may still wait for this fact}
    public boolean isNews(HeardFact fact) {
        return !fact.stored().isBefore(start.minus(NEWS));
    }

    /// {@return whether all of the past was heard}
    public boolean caughtUp() {
        if (!caughtUp && nats.connected() && lastHeard.plus(QUIET).isBefore(clock.instant())) {
            caughtUp = true;
        }
        return caughtUp;
    }

    /// {@return how current a projection of the facts is}
    public Freshness freshness() {
        if (!caughtUp()) {
            return Freshness.COLD;
        }
        return nats.connected() ? Freshness.LIVE : Freshness.STALE;
    }
}
