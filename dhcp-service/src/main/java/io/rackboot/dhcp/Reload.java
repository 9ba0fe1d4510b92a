package io.rackboot.dhcp;

import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Goes over to a changed configuration while the service runs: to all of it, or, where something is wrong with it, to
/// nothing.
final class Reload {
    private static final Logger LOG = Logger.getLogger(Reload.class);

    /// What came of it.
    sealed interface Outcome {
        /// The changed configuration is in force.
        record Applied(Settings settings) implements Outcome {}

        /// Nothing had changed.
        record Unchanged(Settings settings) implements Outcome {}

        /// The former configuration stays, for this reason, which names the property.
        record Refused(String reason) implements Outcome {}
    }

    private final ConfigurationFiles files;
    private final Consumer<Settings> service;
    private final ReloadMeters meters;
    private Settings current;

    /// @param service goes over to settings; throws [CompletionException] or [RejectedExecutionException] where it
    ///     cannot any more, since it is stopping
    /// @param current what the service started with
    Reload(ConfigurationFiles files, Consumer<Settings> service, ReloadMeters meters, Settings current) {
        this.files = files;
        this.service = service;
        this.meters = meters;
        this.current = current;
    }

    /// Reads the configuration and applies it; returns when it is in force. Safe from any thread; one at a time.
    synchronized Outcome reload() {
        var outcome = switch (files.read()) {
            case ConfigurationFiles.Reading.Read(var config) -> apply(config);
            case ConfigurationFiles.Reading.Unreadable(var reason) -> new Outcome.Refused(reason);
        };
        meters.reloaded(outcome);
        log(outcome);
        return outcome;
    }

    private Outcome apply(DhcpConfig config) {
        Settings next;
        try {
            next = Settings.of(config);
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused(e.getMessage());
        }
        if (next.equals(current)) {
            return new Outcome.Unchanged(current);
        }
        var fixed = current.changedForGood(next);
        return fixed.isPresent() ? new Outcome.Refused(fixed.get()) : serve(next);
    }

    private Outcome serve(Settings next) {
        try {
            service.accept(next);
        } catch (CompletionException | RejectedExecutionException e) {
            return new Outcome.Refused("it cannot be applied: " + e);
        }
        current = next;
        return new Outcome.Applied(next);
    }

    private static void log(Outcome outcome) {
        switch (outcome) {
            case Outcome.Applied(var settings) ->
                LOG.infof(
                        "the changed configuration is in force: %s on %s",
                        settings.subnets().stream()
                                .map(subnet -> subnet.name() + " " + subnet.cidr())
                                .collect(Collectors.joining(", ")),
                        String.join(", ", settings.sockets().interfaces()));
            case Outcome.Unchanged _ -> LOG.info("the configuration has not changed");
            case Outcome.Refused(var reason) ->
                LOG.errorf("the changed configuration is not used, the former one stays: %s", reason);
        }
    }
}
