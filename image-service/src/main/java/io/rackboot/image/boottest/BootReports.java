package io.rackboot.image.boottest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.image.store.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// The last report of each image, on disk.
///
/// @param directory holds one file per image
public record BootReports(Path directory) {
    private static final Logger LOG = Logger.getLogger(BootReports.class);
    private static final ObjectMapper JSON = Json.mapper();

    void write(BootReport report) throws IOException {
        Durable.write(file(report.key()), JSON.writeValueAsBytes(report));
    }

    /// {@return the last report of `name.version`}
    public Optional<BootReport> find(String key) {
        var file = file(key);
        return Files.exists(file) ? read(file) : Optional.empty();
    }

    /// Forgets what is of no image.
    ///
    /// @param keys the images
    public void retain(Set<String> keys) throws IOException {
        Durable.clear(directory);
        for (var file : files()) {
            var name = file.getFileName().toString();
            if (!keys.contains(name.substring(0, name.length() - ".json".length()))) {
                Files.delete(file);
            }
        }
    }

    List<BootReport> unrecorded() throws IOException {
        return files().stream()
                .flatMap(file -> read(file).stream())
                .filter(report -> !report.recorded())
                .toList();
    }

    private List<Path> files() throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            files.forEach(found::add);
        }
        return found;
    }

    private static Optional<BootReport> read(Path file) {
        try {
            return Optional.of(JSON.readValue(file.toFile(), BootReport.class));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("the report of a boot test cannot be read and is left out: %s: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    private Path file(String key) {
        return directory.resolve(key + ".json");
    }
}
