package io.rackboot.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The contract as files: each fact and each document as it stands on NATS. `name.json` has every member, and
/// `name.minimal.json` only those that must be there.
final class Goldens {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");

    private Goldens() {}

    static List<Path> facts() {
        return files("facts");
    }

    static List<Path> documents() {
        return files("documents");
    }

    /// {@return the name of the fact or bucket that the file is of}
    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.minimal)?\\.json$", "");
    }

    static JsonNode tree(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return whether both say the same: 3600 and 3600.000 are one number}
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    static byte[] bytes(JsonNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> files(String kind) {
        try (var files = Files.list(DIRECTORY.resolve(kind))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
