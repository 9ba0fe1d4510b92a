package io.rackboot.boot;

import io.rackboot.boot.artifact.CacheDirectory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the cache directory takes files.
@Readiness
@Singleton
public class CacheHealth implements HealthCheck {
    private final CacheDirectory directory;

    @Inject
    CacheHealth(CacheDirectory directory) {
        this.directory = directory;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("cache directory is writable")
                .withData("directory", directory.path().toString())
                .status(directory.writable())
                .build();
    }
}
