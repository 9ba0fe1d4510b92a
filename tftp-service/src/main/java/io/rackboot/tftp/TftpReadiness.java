package io.rackboot.tftp;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready as long as the port is open. A boot server that is away is no reason to stop serving local files.
@Readiness
@ApplicationScoped
class TftpReadiness implements HealthCheck {
    private final TftpApplication application;

    TftpReadiness(TftpApplication application) {
        this.application = application;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("tftp")
                .status(application.listening())
                .withData("active", application.active());
        application.address().ifPresent(address -> response.withData("address", address.toString()));
        return response.build();
    }
}
