package io.rackboot.image.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Artifacts by the SHA-256 of their bytes: a file is there whole, or not at all, and never changes.
///
/// @param directory holds one file per digest
public record ArtifactStore(Path directory) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /// Takes a file that is on disk already, also in place of one of its name: that one may have been damaged since.
    ///
    /// @param sha256 the digest of its bytes, 64 lower-case hex digits
    public void adopt(Path file, String sha256) throws IOException {
        Durable.rename(file, directory.resolve(sha256));
    }

    /// {@return the file of a digest; empty for one that is not there or is no digest at all}
    public Optional<Path> find(String sha256) {
        return DIGEST.matcher(sha256).matches()
                ? Optional.of(directory.resolve(sha256)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    /// Removes all but these. Whoever reads a removed file at this moment keeps it until the end.
    public void retain(Set<String> digests) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                if (!digests.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
