package io.rackboot.dhcp.migration.found;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What clients are told, and which are served.
///
/// @param options by number, in the notation of this service's configuration; an empty one is not sent
/// @param unknownClients whether machines that are not known are served, where it is said
public record Parameters(Map<Integer, OptionValue> options, LeaseTimes leaseTimes, Optional<Boolean> unknownClients) {
    /// Nothing is said.
    public static final Parameters NONE = new Parameters(Map.of(), LeaseTimes.NONE, Optional.empty());

    public Parameters {
        options = Map.copyOf(options);
    }

    /// {@return these, and where they say nothing those of the enclosing scope}
    public Parameters within(Parameters outer) {
        var all = new TreeMap<>(outer.options);
        all.putAll(options);
        return new Parameters(all, leaseTimes.within(outer.leaseTimes), unknownClients.or(outer::unknownClients));
    }

    /// {@return these with an option}
    public Parameters with(OptionValue option) {
        return new Parameters(Map.of(option.code(), option), LeaseTimes.NONE, Optional.empty()).within(this);
    }

    /// {@return these with other lease times}
    public Parameters with(LeaseTimes times) {
        return new Parameters(options, times, unknownClients);
    }

    /// {@return these for known machines alone}
    public Parameters forKnownClients() {
        return new Parameters(options, leaseTimes, Optional.of(false));
    }

    /// {@return these for all machines}
    public Parameters forAllClients() {
        return new Parameters(options, leaseTimes, Optional.of(true));
    }
}
