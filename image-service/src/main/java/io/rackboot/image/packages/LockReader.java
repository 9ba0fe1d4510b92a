package io.rackboot.image.packages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rackboot.image.packages.InstalledPackage.Kind;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads locks; anybody may have written them.
public final class LockReader {
    private static final int MAXIMUM_SIZE = 16 << 20;
    private static final long LAST_SECOND = 0xFFFF_FFFFL;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+:~_-]*");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private LockReader() {}

    /// Reads a lock.
    ///
    /// @throws RefusedSourceException for a file that is none
    public static Lock read(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_SIZE) {
            throw new RefusedSourceException(file + ": a lock of more than " + MAXIMUM_SIZE + " bytes");
        }
        try {
            return of(JsonText.JSON.readTree(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            // Without the parser's own words, which have some of the file.
            throw new RefusedSourceException(
                    file + ": is not a lock: no JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (RefusedSourceException e) {
            throw new RefusedSourceException(file + ": is not a lock: " + e.getMessage());
        }
    }

    private static Lock of(JsonNode json) throws RefusedSourceException {
        var epoch = json.path("sourceDateEpoch");
        var inRange = epoch.isIntegralNumber()
                && epoch.canConvertToLong()
                && epoch.asLong() >= 0
                && epoch.asLong() <= LAST_SECOND;
        if (json.path("lock").asInt() != 1 || !inRange) {
            throw new RefusedSourceException("lock must be 1, sourceDateEpoch a number from 0 to " + LAST_SECOND);
        }
        var source = json.hasNonNull("source") ? Optional.of(json.path("source").asText()) : Optional.<String>empty();
        if (source.isPresent() && !DIGEST.matcher(source.get()).matches()) {
            throw new RefusedSourceException("its source is no digest");
        }
        return new Lock(epoch.asLong(), source, packages(json.path("packages")), packages(json.path("kernel")));
    }

    private static List<InstalledPackage> packages(JsonNode list) throws RefusedSourceException {
        var packages = new ArrayList<InstalledPackage>();
        for (var entry : list) {
            packages.add(new InstalledPackage(
                    entry.path("kind").asText().equals("apk") ? Kind.APK : Kind.DEB,
                    word(entry, "distribution"),
                    word(entry, "name"),
                    word(entry, "version"),
                    word(entry, "architecture")));
        }
        return packages;
    }

    /// It becomes part of apt's preferences: nothing that could begin another line.
    private static String word(JsonNode entry, String field) throws RefusedSourceException {
        var text = entry.path(field).asText("");
        if (!WORD.matcher(text).matches()) {
            throw new RefusedSourceException("a package has no valid " + field);
        }
        return text;
    }
}
