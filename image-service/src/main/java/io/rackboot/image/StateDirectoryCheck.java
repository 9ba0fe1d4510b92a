package io.rackboot.image;

import io.rackboot.image.store.FreeSpace;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the state directory can be written. A full disk is told but takes nothing out of service: artifacts are
/// still delivered.
@Readiness
@Singleton
public final class StateDirectoryCheck implements HealthCheck {
    private final FreeSpace free;

    StateDirectoryCheck(FreeSpace free) {
        this.free = free;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("state-directory")
                .withData("path", free.directory().toString());
        try {
            var usable = free.usable();
            return response.withData("freeBytes", usable)
                    .withData("roomForBuilds", usable > free.minimum())
                    .status(Files.isWritable(free.directory()))
                    .build();
        } catch (IOException e) {
            return response.withData("error", String.valueOf(e.getMessage()))
                    .down()
                    .build();
        }
    }
}
