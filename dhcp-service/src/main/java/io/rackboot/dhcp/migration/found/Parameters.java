package io.rackboot.dhcp.migration.found;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What clients are told.
///
/// @param options by number, in the notation of this service's configuration; an empty one is not sent
/// @param leaseTime option 51, where it is said
public record Parameters(Map<Integer, String> options, Optional<Duration> leaseTime) {
    /// Nothing is said.
    public static final Parameters NONE = new Parameters(Map.of(), Optional.empty());

    public Parameters {
        options = Map.copyOf(options);
    }

    /// {@return these, and where they say nothing those of the enclosing scope}
    public Parameters within(Parameters outer) {
        var all = new TreeMap<>(outer.options);
        all.putAll(options);
        return new Parameters(all, leaseTime.or(outer::leaseTime));
    }

    /// {@return these with an option}
    public Parameters with(OptionValue option) {
        return new Parameters(Map.of(option.code(), option.value()), Optional.empty()).within(this);
    }

    /// {@return these with a lease time}
    public Parameters withLeaseTime(Duration time) {
        return new Parameters(options, Optional.of(time));
    }
}
