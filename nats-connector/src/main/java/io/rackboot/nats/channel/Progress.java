package io.rackboot.nats.channel;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.TreeSet;

/// How far an ephemeral consumer got, so that one made after it (its server restarted, its stream was made anew) goes
/// on where it was: at the oldest message that is not acknowledged.
final class Progress {
    private final TreeSet<Long> open = new TreeSet<>();
    private Optional<ZonedDateTime> stream = Optional.empty();
    private long next;

    /// Where a consumer begins.
    sealed interface Start {
        /// As the channel's `deliver` says.
        record AsConfigured() implements Start {}

        /// With this message.
        record At(long sequence) implements Start {}
    }

    /// Where to begin in the stream that was made at that time.
    ///
    /// @param created when the stream was made; another time means another stream, whose messages are all new
    synchronized Start start(ZonedDateTime created) {
        if (stream.isEmpty()) {
            stream = Optional.of(created);
            return next == 0 ? new Start.AsConfigured() : new Start.At(next);
        }
        if (!stream.get().isEqual(created)) {
            stream = Optional.of(created);
            open.clear();
            next = 1;
        }
        if (next == 0) {
            return new Start.AsConfigured();
        }
        return new Start.At(open.isEmpty() ? next : Math.min(open.first(), next));
    }

    /// There is no stream yet: everything in it will be newer than the channel.
    synchronized void missing() {
        if (stream.isEmpty()) {
            next = 1;
        }
    }

    /// Everything from this message on is wanted.
    synchronized void from(long sequence) {
        next = sequence;
    }

    synchronized void delivered(long sequence) {
        open.add(sequence);
        next = Math.max(next, sequence + 1);
    }

    synchronized void acknowledged(long sequence) {
        open.remove(sequence);
    }
}
