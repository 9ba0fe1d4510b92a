package io.rackboot.inventory.fact;

import io.rackboot.nats.IncomingNats;
import java.time.Instant;

/// How far a stream was heard: what the connector delivers twice is left out by its place.
final class Place {
    private long sequence;
    private Instant stored = Instant.EPOCH;

    /// {@return whether this message comes for the first time, and is remembered now}
    ///
    /// A stream that was made anew counts from 1 again, later.
    synchronized boolean isNew(IncomingNats message) {
        if (message.sequence() <= sequence && !message.timestamp().isAfter(stored)) {
            return false;
        }
        sequence = message.sequence();
        stored = message.timestamp();
        return true;
    }
}
