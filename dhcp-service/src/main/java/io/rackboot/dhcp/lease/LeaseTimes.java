package io.rackboot.dhcp.lease;

import java.time.Duration;
import java.util.Optional;

/// How long an address is leased (option 51): each from 30 seconds to about 136 years (RFC 2132 §9.2).
///
/// @param usual for a client that asks for no time
/// @param shortest for a client that asks for less
/// @param longest for a client that asks for more
public record LeaseTimes(Duration usual, Duration shortest, Duration longest) {
    private static final Duration LEAST = Duration.ofSeconds(30);
    private static final Duration MOST = Duration.ofSeconds(0xffff_fffeL);

    /// @throws IllegalArgumentException naming the option that is wrong
    public LeaseTimes {
        requireSayable("lease-time", usual);
        requireSayable("min-lease-time", shortest);
        requireSayable("max-lease-time", longest);
        if (shortest.compareTo(usual) > 0) {
            throw new IllegalArgumentException("min-lease-time: " + shortest + " is longer than lease-time, " + usual);
        }
        if (longest.compareTo(usual) < 0) {
            throw new IllegalArgumentException("max-lease-time: " + longest + " is shorter than lease-time, " + usual);
        }
    }

    /// @throws IllegalArgumentException naming the option, where option 51 cannot say the time
    static void requireSayable(String option, Duration time) {
        if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(option + ": " + time + " is not in " + LEAST + ".." + MOST);
        }
    }

    /// {@return one time for every client, whatever it asks for}
    public static LeaseTimes of(Duration only) {
        return new LeaseTimes(only, only, only);
    }

    /// {@return the time for a client that asks for this one, or for none}
    public Duration grant(Optional<Duration> asked) {
        return asked.map(time -> shorter(longer(time, shortest), longest)).orElse(usual);
    }

    /// {@return these times, none of them longer than that one}
    public LeaseTimes atMost(Duration limit) {
        if (longest.compareTo(limit) <= 0) {
            return this;
        }
        return new LeaseTimes(shorter(usual, limit), shorter(shortest, limit), shorter(longest, limit));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
