package io.rackboot.dhcp.migration.dhcpd;

import io.rackboot.dhcp.migration.found.Finding.Left;
import io.rackboot.dhcp.migration.found.LeaseTimes;
import io.rackboot.dhcp.migration.found.Notation;
import io.rackboot.dhcp.migration.found.OptionValue;
import io.rackboot.dhcp.migration.found.Parameters;
import io.rackboot.dhcp.migration.found.Reasons;
import io.rackboot.dhcp.migration.found.Surroundings;
import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads what a scope's own statements set, whatever their order.
final class ParameterReader {
    private final Level level;
    private final Surroundings surroundings;
    private final Consumer<? super Left> left;
    private Parameters parameters = Parameters.NONE;

    ParameterReader(Level level, Surroundings surroundings, Consumer<? super Left> left) {
        this.level = level;
        this.surroundings = surroundings;
        this.left = left;
    }

    /// {@return what the scope itself sets}
    Parameters read(List<? extends Statement> body) {
        body.stream()
                .filter(Statement.Simple.class::isInstance)
                .filter(statement -> !statement.key(0).equals("range"))
                .forEach(this::take);
        return parameters;
    }

    private void take(Statement statement) {
        var times = parameters.leaseTimes();
        switch (statement.key(0)) {
            case "option" -> option(statement);
            case "default-lease-time" -> time(statement, times::withUsual);
            case "max-lease-time" -> time(statement, times::withLongest);
            case "min-lease-time" -> time(statement, times::withShortest);
            default -> {
                if (!unknownClients(statement)) {
                    Knowledge.whyLeft(statement).ifPresent(why -> leave(statement, why));
                }
            }
        }
    }

    private void time(Statement statement, Function<Duration, LeaseTimes> with) {
        if (!level.ofNetworks() && level != Level.POOL) {
            leave(statement, Reasons.PART);
            return;
        }
        Notation.seconds(statement.word(1))
                .ifPresentOrElse(
                        time -> parameters = parameters.with(with.apply(time)),
                        () -> leave(statement, "not a number of seconds"));
    }

    /// {@return whether the statement was one of them}
    private boolean unknownClients(Statement statement) {
        if (!level.ofNetworks()) {
            return false;
        }
        switch (statement.all()) {
            case "deny unknown-clients",
                    "ignore unknown-clients",
                    "boot-unknown-clients off",
                    "boot-unknown-clients false" -> parameters = parameters.forKnownClients();
            case "allow unknown-clients", "boot-unknown-clients on", "boot-unknown-clients true" ->
                parameters = parameters.forAllClients();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void option(Statement statement) {
        switch (OptionValue.read(statement.key(1), statement.values(2, this::value))) {
            case OptionValue.Reading.Bad(var why) -> leave(statement, why);
            case OptionValue.Reading.Good _ when !level.ofNetworks() -> leave(statement, Reasons.PART);
            case OptionValue.Reading.Good(var option) -> parameters = parameters.with(option);
        }
    }

    /// A word that is not quoted may be a name that stands for its address.
    private String value(Token token) {
        return token.kind() == Token.Kind.WORD
                ? surroundings.address(token.text()).map(Ip4Address::toString).orElse(token.text())
                : token.text();
    }

    private void leave(Statement statement, String why) {
        left.accept(statement.left(why));
    }
}
