package io.rackboot.dhcp.migration.found;

import java.time.Duration;
import java.util.Optional;

/// How long addresses are leased (option 51), each where it is said.
///
/// @param usual for a client that asks for no time
/// @param shortest for a client that asks for less
/// @param longest for a client that asks for more
public record LeaseTimes(Optional<Duration> usual, Optional<Duration> shortest, Optional<Duration> longest) {
    /// Nothing is said.
    public static final LeaseTimes NONE = new LeaseTimes(Optional.empty(), Optional.empty(), Optional.empty());

    /// {@return these, and where they say nothing those of the enclosing scope}
    public LeaseTimes within(LeaseTimes outer) {
        return new LeaseTimes(usual.or(outer::usual), shortest.or(outer::shortest), longest.or(outer::longest));
    }

    /// {@return these with another usual time}
    public LeaseTimes withUsual(Duration time) {
        return new LeaseTimes(Optional.of(time), shortest, longest);
    }

    /// {@return these with another shortest time}
    public LeaseTimes withShortest(Duration time) {
        return new LeaseTimes(usual, Optional.of(time), longest);
    }

    /// {@return these with another longest time}
    public LeaseTimes withLongest(Duration time) {
        return new LeaseTimes(usual, shortest, Optional.of(time));
    }
}
