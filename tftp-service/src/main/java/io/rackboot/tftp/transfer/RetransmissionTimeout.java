package io.rackboot.tftp.transfer;

import java.time.Duration;

/// How long to wait for an ACK before sending again: RFC 6298's estimator with bounds for a rack's network.
///
/// It starts at 200 ms, follows the client down to 100 ms, doubles at each time-out. A client that names a `timeout`
/// (RFC 2349) raises the ceiling to it; sending earlier than that is harmless, because repeated ACKs are ignored.
///
/// @param smoothed the smoothed round-trip time in ns, 0 before the first measurement
/// @param variation its smoothed variation in ns
/// @param current the time-out in ns
/// @param ceiling the longest time-out in ns
record RetransmissionTimeout(long smoothed, long variation, long current, long ceiling) {
    static final Duration INITIAL = Duration.ofMillis(200);
    static final Duration FLOOR = Duration.ofMillis(100);
    static final Duration USUAL_CEILING = Duration.ofSeconds(4);
    static final Duration HIGHEST_CEILING = Duration.ofSeconds(20);
    /// Packets that overtake each other do so within this time.
    static final Duration REORDERING = Duration.ofMillis(5);

    static RetransmissionTimeout of(Terms terms) {
        var named = terms.timeout().orElse(USUAL_CEILING);
        long ceiling = Math.clamp(named.toNanos(), USUAL_CEILING.toNanos(), HIGHEST_CEILING.toNanos());
        return new RetransmissionTimeout(0, 0, INITIAL.toNanos(), ceiling);
    }

    /// After an ACK of packets that were sent once only (Karn).
    RetransmissionTimeout measured(long roundTrip) {
        long newVariation = smoothed == 0 ? roundTrip / 2 : (3 * variation + Math.abs(smoothed - roundTrip)) / 4;
        long newSmoothed = smoothed == 0 ? roundTrip : (7 * smoothed + roundTrip) / 8;
        long timeout = Math.clamp(newSmoothed + 4 * newVariation, FLOOR.toNanos(), ceiling);
        return new RetransmissionTimeout(newSmoothed, newVariation, timeout, ceiling);
    }

    /// After a time-out.
    RetransmissionTimeout backedOff() {
        return new RetransmissionTimeout(smoothed, variation, Math.min(2 * current, ceiling), ceiling);
    }

    /// {@return how long to wait, in ns, for the ACK that shows a repeated one to have been harmless}
    long hastened() {
        return Math.min(current, Math.max(2 * smoothed, REORDERING.toNanos()));
    }
}
