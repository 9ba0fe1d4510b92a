package io.rackboot.boot;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the directory of loaders can be read.
@Readiness
@Singleton
public class LoadersHealth implements HealthCheck {
    private final Settings settings;

    @Inject
    LoadersHealth(Settings settings) {
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        var loaders = settings.loaders();
        return HealthCheckResponse.named("loaders directory is readable")
                .withData("directory", loaders.toString())
                .status(Files.isDirectory(loaders) && Files.isReadable(loaders))
                .build();
    }
}
