package io.rackboot.image;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A state directory and sources for one test run of the service.
public class StateDirectory implements QuarkusTestResourceLifecycleManager {
    private Path directory = Path.of("/");

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("image-service");
            return Map.of(
                    "image.state-directory", directory.resolve("state").toString(),
                    "image.minimum-free", "1M",
                    "image.public-url", "http://images.example:8083/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        Commands.run(Path.of("/"), "rm -r '" + directory + "'");
    }
}
