package io.rackboot.nats.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the one connection at start, and closes it after all others have stopped.
@ApplicationScoped
public class LinkProducer {
    private static final int AFTER_THE_APPLICATION = 4_000;

    @Produces
    @Singleton
    Link link(NatsConfig config, MeterRegistry registry) {
        return Link.open(
                new LinkSettings(
                        config.servers(), config.name(), config.credentials(), config.domain(), config.replicas()),
                registry);
    }

    void start(@Observes StartupEvent event, Link link) {
        // naming the link makes it, and with it a wrong setting stops the start
    }

    void stop(@Observes @Priority(AFTER_THE_APPLICATION) ShutdownEvent event, Link link) {
        link.close();
    }

    void dispose(@Disposes Link link) {
        link.close();
    }
}
