package io.rackboot.dhcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rackboot.nats.Nats;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/// Builds the server from the configuration when the application starts, and takes it down when it stops.
@ApplicationScoped
class DhcpApplication {
    private static final Logger LOG = Logger.getLogger(DhcpApplication.class);
    /// After the channels are up; before they go down.
    private static final int LATE = 5000;

    private static final int EARLY = 1;

    private final DhcpConfig config;
    private final Nats nats;
    private final EmittedFacts facts;
    private final MeterRegistry registry;
    private volatile Optional<Running> running = Optional.empty();
    private volatile Optional<Reload> reload = Optional.empty();

    DhcpApplication(DhcpConfig config, Nats nats, EmittedFacts facts, MeterRegistry registry) {
        this.config = config;
        this.nats = nats;
        this.facts = facts;
        this.registry = registry;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        var settings = settings();
        var started = start(settings);
        var gauges = StateGauges.register(registry, started, settings.sockets().serverPort());
        running = Optional.of(started);
        var files = new ConfigurationFiles(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
        reload = Optional.of(new Reload(
                files,
                next -> {
                    started.serve(next);
                    gauges.subnetsChanged();
                },
                new ReloadMeters(registry),
                settings));
        HangUp.calls(this::reload);
        var interfaces = String.join(", ", settings.sockets().interfaces());
        switch (settings.mode()) {
            case SERVER ->
                LOG.infof(
                        "DHCP for %s on %s, %d leases in %s",
                        settings.subnets().stream()
                                .map(subnet -> subnet.name() + " " + subnet.cidr())
                                .collect(Collectors.joining(", ")),
                        interfaces,
                        started.table().leases().size(),
                        settings.stateDirectory());
            case PROXY -> LOG.infof("proxyDHCP on %s: boot files beside another server's addresses", interfaces);
        }
    }

    private Settings settings() {
        try {
            return Settings.of(config);
        } catch (IllegalArgumentException e) {
            throw new CannotStartException(e);
        }
    }

    private Running start(Settings settings) {
        try {
            return Running.start(settings, nats, facts, registry);
        } catch (IllegalStateException e) {
            throw new CannotStartException(e);
        }
    }

    /// Reads the configuration again and goes over to it.
    Reload.Outcome reload() {
        return reload.map(Reload::reload).orElseGet(() -> new Reload.Outcome.Refused("the service is starting"));
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        running.ifPresent(Running::close);
    }

    /// {@return the service's parts, once it has started}
    Optional<Running> running() {
        return running;
    }
}
