package io.rackboot.nats.client;

import io.rackboot.nats.link.Link;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Shows whether NATS is there. Always up: an application without NATS keeps working and must not be taken out of
/// service for it.
@Readiness
@ApplicationScoped
public class NatsReadiness implements HealthCheck {
    private final Link link;

    @Inject
    NatsReadiness(Link link) {
        this.link = link;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("nats")
                .up()
                .withData("connected", link.connected())
                .withData("servers", link.settings().shown())
                .build();
    }
}
