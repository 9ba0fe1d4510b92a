package io.rackboot.image.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The events of a build as a service sends them (`GET /builds/{id}/log`, server-sent events): shows lines and
/// progress.
final class BuildEvents {
    private static final ObjectMapper JSON = Json.mapper();

    private final BuildScreen screen;
    private Optional<String> last = Optional.empty();
    private String event = "";
    private String data = "";

    BuildEvents(BuildScreen screen) {
        this.screen = screen;
    }

    /// {@return the id of the last line}
    Optional<String> last() {
        return last;
    }

    /// Reads until the connection ends, and {@return the build that has ended}; nothing where it is still at work.
    Optional<JsonNode> read(InputStream in) throws IOException {
        event = "";
        data = "";
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var colon = line.indexOf(':');
            var value = line.substring(colon + 1).stripLeading();
            switch (line.substring(0, Math.max(0, colon))) {
                case "id" -> last = Optional.of(value);
                case "event" -> event = value;
                case "data" -> data = value;
                default -> {
                    if (line.isEmpty() && event.equals("end")) {
                        return Optional.of(JSON.readTree(data));
                    }
                    if (line.isEmpty()) {
                        show();
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void show() throws IOException {
        switch (event) {
            case "line" -> screen.line(data);
            case "progress" -> {
                var progress = JSON.readTree(data);
                screen.progress(
                        progress.path("stage").asText(),
                        progress.path("percent").asInt(),
                        progress.path("bytesPerSecond").asLong());
            }
            default -> {
                // A service of another version may say more.
            }
        }
        event = "";
        data = "";
    }
}
