package io.rackboot.dhcp;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Down when the last lease could not be written: no client gets an address until that is mended.
@Liveness
@ApplicationScoped
class JournalLiveness implements HealthCheck {
    private final DhcpApplication application;

    JournalLiveness(DhcpApplication application) {
        this.application = application;
    }

    @Override
    public HealthCheckResponse call() {
        var failure = application.running().flatMap(running -> running.commits().failure());
        var response = HealthCheckResponse.named("journal").status(failure.isEmpty());
        failure.ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
