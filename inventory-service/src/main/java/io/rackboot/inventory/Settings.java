package io.rackboot.inventory;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.rackboot.inventory.boot.Deadlines;
import io.rackboot.inventory.live.LiveLimits;
import io.rackboot.inventory.machine.DiscoveryFile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// The configuration as checked values; a mistake in it stops the start and names the property.
@Startup
@Singleton
public class Settings {
    private final Path stateDirectory;
    private final Deadlines deadlines;
    private final LiveLimits live;

    Settings(InventoryConfig config) {
        stateDirectory = directory(config.stateDirectory());
        var stages = config.deadlines();
        deadlines = new Deadlines(
                positive("deadlines.requested", stages.requested()),
                positive("deadlines.leased", stages.leased()),
                positive("deadlines.loader", stages.loader()),
                positive("deadlines.script", stages.script()),
                positive("deadlines.kernel", stages.kernel()),
                positive("deadlines.started", stages.started()));
        live = new LiveLimits(
                positive("live.history", config.live().history()),
                positive("live.client-buffer", config.live().clientBuffer()),
                positive("live.heartbeat", config.live().heartbeat()));
    }

    private static Path directory(Path path) {
        try {
            var directory = Files.createDirectories(path);
            if (Files.isWritable(directory)) {
                return directory;
            }
            throw wrong("state-directory", path + " is not writable");
        } catch (IOException e) {
            throw wrong("state-directory", path + " cannot be made: " + e);
        }
    }

    private static Duration positive(String property, Duration duration) {
        if (!duration.isPositive()) {
            throw wrong(property, duration + " is not positive");
        }
        return duration;
    }

    private static int positive(String property, int number) {
        if (number < 1) {
            throw wrong(property, number + " is not positive");
        }
        return number;
    }

    private static ConfigurationException wrong(String property, String problem) {
        var name = "inventory." + property;
        return new ConfigurationException(name + ": " + problem, Set.of(name));
    }

    /// {@return the file of that name in the state directory}
    public Path state(String name) {
        return stateDirectory.resolve(name);
    }

    @Produces
    @Singleton
    Deadlines deadlines() {
        return deadlines;
    }

    @Produces
    @Singleton
    LiveLimits live() {
        return live;
    }

    @Produces
    @Singleton
    DiscoveryFile discovered() {
        return new DiscoveryFile(state("discovered.json"));
    }
}
