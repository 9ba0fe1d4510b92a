package io.rackboot.dhcp.migration.kea;

import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.OptionValue;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Reasons;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads what a scope tells its clients: `option-data` and `valid-lifetime`.
final class ParameterReader {
    /// Kea's, where the configuration sets none.
    static final Parameters DEFAULT = Parameters.NONE.with(LeaseTimes.NONE.withUsual(Duration.ofSeconds(7200)));

    private final Fields scope;
    private Parameters parameters = Parameters.NONE;

    private ParameterReader(Fields scope) {
        this.scope = scope;
    }

    /// @param outer what the enclosing scope sets
    /// @return the scope's own parameters within those
    static Parameters read(Fields scope, Parameters outer) {
        var reader = new ParameterReader(scope);
        reader.parameters = Parameters.NONE.with(new LeaseTimes(
                reader.time("valid-lifetime"), reader.time("min-valid-lifetime"), reader.time("max-valid-lifetime")));
        scope.objects("option-data").forEach(reader::option);
        return reader.parameters.within(outer);
    }

    private Optional<Duration> time(String name) {
        return scope.text(name).flatMap(text -> {
            var time = Notation.seconds(text);
            if (time.isEmpty()) {
                scope.left(name, "not a number of seconds");
            }
            return time;
        });
    }

    private void option(Fields option) {
        option.ignore(List.of("comment", "user-context", "csv-format"));
        option.because(Reasons.PART, List.of("client-classes"));
        var code = option.text("code");
        var name = option.text("name").or(() -> code).orElse("");
        var data = option.text("data").orElse("");
        option.ignore(List.of("always-send"));
        switch (read(option, name, data)) {
            case OptionValue.Reading.Good(var value) -> {
                boolean always =
                        option.text("always-send").filter("true"::equals).isPresent();
                parameters = parameters.with(always ? value.forAll() : value);
            }
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
}
