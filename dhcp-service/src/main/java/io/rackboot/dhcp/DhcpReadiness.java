package io.rackboot.dhcp;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when every interface is served. Shows each with its address, or with what is the matter.
@Readiness
@ApplicationScoped
class DhcpReadiness implements HealthCheck {
    private final DhcpApplication application;

    DhcpReadiness(DhcpApplication application) {
        this.application = application;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("dhcp")
                .status(application
                        .running()
                        .filter(running -> running.interfaces().all())
                        .isPresent());
        application.running().ifPresent(running -> running.interfaces().states().forEach(response::withData));
        return response.build();
    }
}
