package io.rackboot.nats;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a key-value bucket is made with where it is missing.
///
/// @param name letters, digits, `-` and `_`
/// @param history revisions kept per key, 1 to 64
/// @param ttl how long a value lives; without it, for ever
public record BucketDefinition(String name, int history, Optional<Duration> ttl) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    /// @throws IllegalArgumentException for a name or a history that no server takes
    public BucketDefinition {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a bucket name: '" + name + "'");
        }
        if (history < 1 || history > 64) {
            throw new IllegalArgumentException("history of bucket '" + name + "' is not 1 to 64: " + history);
        }
    }

    /// A bucket with the newest value of each key, kept for ever.
    public static BucketDefinition of(String name) {
        return new BucketDefinition(name, 1, Optional.empty());
    }
}
