package io.rackboot.image.build;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.image.store.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Builds on disk: `<id>.json` the record, `<id>.yaml` the specification as it was sent, `<id>.log` the log.
final class BuildFiles {
    private static final Logger LOG = Logger.getLogger(BuildFiles.class);
    // What is absent is left out, so it may be missing.
    private static final ObjectMapper JSON =
            Json.mapper().disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private final Path directory;

    BuildFiles(Path directory) {
        this.directory = directory;
    }

    Path log(String id) {
        return directory.resolve(id + ".log");
    }

    void writeSpecification(String id, String yaml) throws IOException {
        Durable.write(directory.resolve(id + ".yaml"), yaml.getBytes(StandardCharsets.UTF_8));
    }

    String specification(String id) throws IOException {
        return Files.readString(directory.resolve(id + ".yaml"));
    }

    void write(BuildRecord build) throws IOException {
        Durable.write(directory.resolve(build.id() + ".json"), JSON.writeValueAsBytes(build));
    }

    /// {@return all records, those that cannot be read left out}
    List<BuildRecord> records() throws IOException {
        Durable.clear(directory);
        var records = new ArrayList<BuildRecord>();
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            for (var file : files) {
                read(file).ifPresent(records::add);
            }
        }
        return records;
    }

    void delete(String id) throws IOException {
        for (var ending : List.of(".json", ".yaml", ".log")) {
            Files.deleteIfExists(directory.resolve(id + ending));
        }
    }

    private static Optional<BuildRecord> read(Path file) {
        try {
            return Optional.of(JSON.readValue(file.toFile(), BuildRecord.class));
        } catch (IOException e) {
            LOG.warnf("the record of a build cannot be read and is left out: %s: %s", file, e.getMessage());
            return Optional.empty();
        }
    }
}
