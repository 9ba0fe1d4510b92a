package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.OptionValue;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Reasons;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// Reads what a scope tells its clients: `option-data` and `valid-lifetime`.
final class ParameterReader {
    /// Kea's, where the configuration sets none.
    static final Duration DEFAULT_LEASE_TIME = Duration.ofSeconds(7200);

    private final Fields scope;
    private Parameters parameters = Parameters.NONE;

    private ParameterReader(Fields scope) {
        this.scope = scope;
    }

    /// @param outer what the enclosing scope sets
    /// @return the scope's own parameters within those
    static Parameters read(Fields scope, Parameters outer) {
        var reader = new ParameterReader(scope);
        scope.text("valid-lifetime")
                .ifPresent(text -> Notation.seconds(text)
                        .ifPresentOrElse(
                                time -> reader.parameters = reader.parameters.withLeaseTime(time),
                                () -> scope.left("valid-lifetime", "not a number of seconds")));
        scope.objects("option-data").forEach(reader::option);
        var whole = reader.parameters.within(outer);
        reader.bounds(whole.leaseTime().orElse(DEFAULT_LEASE_TIME));
        return whole;
    }

    private void option(Fields option) {
        option.ignore(List.of("always-send", "comment", "user-context", "csv-format"));
        option.because(Reasons.PART, List.of("client-classes"));
        var code = option.text("code");
        var name = option.text("name").or(() -> code).orElse("");
        var data = option.text("data").orElse("");
        switch (read(option, name, data)) {
            case OptionValue.Reading.Good(var value) -> parameters = parameters.with(value);
            case OptionValue.Reading.Bad(var why) -> option.left(name + " \"" + data + "\": " + why);
        }
        option.end();
    }

    private static OptionValue.Reading read(Fields option, String name, String data) {
        boolean bytes = option.text("csv-format").filter("false"::equals).isPresent();
        boolean standard = option.text("space").orElse("dhcp4").equals("dhcp4");
        return standard && !bytes
                ? OptionValue.read(name, List.of(data.split(",")))
                : new OptionValue.Reading.Bad(Reasons.OPTION);
    }

    /// Clients are leased an address for the lease time whatever they ask; a bound that allows it says nothing new.
    private void bounds(Duration leaseTime) {
        bound("max-valid-lifetime", most -> most.compareTo(leaseTime) >= 0, leaseTime);
        bound("min-valid-lifetime", least -> least.compareTo(leaseTime) <= 0, leaseTime);
    }

    private void bound(String name, Predicate<Duration> needless, Duration leaseTime) {
        scope.text(name)
                .filter(text -> Notation.seconds(text).filter(needless).isEmpty())
                .ifPresent(_ -> scope.left(
                        name,
                        "every lease is for the lease time, " + leaseTime.toSeconds()
                                + " seconds, whatever clients ask"));
    }
}
