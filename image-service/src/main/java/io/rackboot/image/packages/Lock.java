package io.rackboot.image.packages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rackboot.image.packages.InstalledPackage.Kind;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What pins a build: with it a later build makes the same bytes or says why it cannot.
///
/// @param sourceDateEpoch the time of every file, seconds since 1970, 0 to 2^32-1
/// @param source the digest of a source that has one: of a container image, of an archive
/// @param packages every package of the root
public record Lock(long sourceDateEpoch, Optional<String> source, List<InstalledPackage> packages) {
    private static final int MAXIMUM_SIZE = 16 << 20;
    private static final int SHOWN = 10;
    private static final long LAST_SECOND = 0xFFFF_FFFFL;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+:~_-]*");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Lock {
        packages = List.copyOf(packages);
    }

    /// {@return its text}
    public String text() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("lock", 1);
        json.put("sourceDateEpoch", sourceDateEpoch);
        source.ifPresent(digest -> json.put("source", digest));
        var list = json.putArray("packages");
        for (var installed : packages) {
            list.addObject()
                    .put("kind", installed.kind().text())
                    .put("distribution", installed.distribution())
                    .put("name", installed.name())
                    .put("version", installed.version())
                    .put("architecture", installed.architecture());
        }
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads a lock.
    ///
    /// @throws RefusedSourceException for a file that is none
    public static Lock read(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_SIZE) {
            throw new RefusedSourceException(file + ": a lock of more than " + MAXIMUM_SIZE + " bytes");
        }
        try {
            return of(JSON.readTree(Files.readString(file, StandardCharsets.UTF_8)));
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
        var packages = new ArrayList<InstalledPackage>();
        for (var entry : json.path("packages")) {
            packages.add(new InstalledPackage(
                    entry.path("kind").asText().equals("apk") ? Kind.APK : Kind.DEB,
                    word(entry, "distribution"),
                    word(entry, "name"),
                    word(entry, "version"),
                    word(entry, "architecture")));
        }
        var source = json.hasNonNull("source") ? Optional.of(json.path("source").asText()) : Optional.<String>empty();
        if (source.isPresent() && !DIGEST.matcher(source.get()).matches()) {
            throw new RefusedSourceException("its source is no digest");
        }
        return new Lock(epoch.asLong(), source, packages);
    }

    /// It becomes part of apt's preferences: nothing that could begin another line.
    private static String word(JsonNode entry, String field) throws RefusedSourceException {
        var text = entry.path(field).asText("");
        if (!WORD.matcher(text).matches()) {
            throw new RefusedSourceException("a package has no valid " + field);
        }
        return text;
    }

    /// {@return apt's preferences (apt_preferences(5)) that let it choose these versions and no others}
    public String preferences() {
        return packages.stream()
                .filter(installed -> installed.kind() == Kind.DEB)
                .map(installed -> "Package: " + installed.name() + "\nPin: version " + installed.version()
                        + "\nPin-Priority: 1001\n")
                .collect(Collectors.joining("\n"));
    }

    /// Sees that a root is what the lock says.
    ///
    /// @throws RefusedSourceException naming packages that differ
    public void require(Optional<String> found, List<InstalledPackage> installed) throws RefusedSourceException {
        if (source.isPresent() && !source.equals(found)) {
            throw new RefusedSourceException(
                    "the lock is of source " + source.get() + ", this one is " + found.orElse("without a digest"));
        }
        var missing = new TreeSet<>(packages);
        installed.forEach(missing::remove);
        var more = new TreeSet<>(installed);
        packages.forEach(more::remove);
        if (!missing.isEmpty() || !more.isEmpty()) {
            throw new RefusedSourceException("the root is not what the lock says; in the lock only: " + shown(missing)
                    + "; in the root only: " + shown(more)
                    + "; a mirror of the lock's day (snapshot) has the versions that are gone elsewhere");
        }
    }

    private static String shown(TreeSet<InstalledPackage> packages) {
        var lines = packages.stream().limit(SHOWN).map(InstalledPackage::line).collect(Collectors.joining(", "));
        return packages.isEmpty() ? "none" : lines + (packages.size() > SHOWN ? ", … (" + packages.size() + ")" : "");
    }
}
