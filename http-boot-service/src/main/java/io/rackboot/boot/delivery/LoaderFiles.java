package io.rackboot.boot.delivery;

import io.rackboot.boot.artifact.CacheDirectory;
import io.rackboot.events.FileRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The directory of loaders, read-only. No path and no symbolic link leads out of it.
final class LoaderFiles {
    private static final Logger LOG = Logger.getLogger(LoaderFiles.class);

    /// A file's digest holds for as long as the file looks the same.
    private record Look(long size, FileTime modified, Optional<Object> key) {
        static Look at(BasicFileAttributes file) {
            return new Look(file.size(), file.lastModifiedTime(), Optional.ofNullable(file.fileKey()));
        }
    }

    private record Known(Look look, String sha256) {}

    private final Path directory;
    private final Map<Path, Known> digests = new ConcurrentHashMap<>();

    LoaderFiles(Path directory) {
        this.directory = directory;
    }

    /// {@return the file of a path made of harmless segments; blocks while it computes the digest of a new file}
    Optional<Deliverable> find(String path) {
        try {
            var root = directory.toRealPath();
            var file = root.resolve(path).toRealPath();
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!file.startsWith(root) || !attributes.isRegularFile()) {
                LOG.debugf("%s is no file inside of %s", path, directory);
                return Optional.empty();
            }
            return Optional.of(new Deliverable(
                    file,
                    attributes.size(),
                    digest(file, Look.at(attributes)),
                    FileRole.LOADER,
                    MediaTypes.of(path, FileRole.LOADER)));
        } catch (IOException | InvalidPathException e) {
            LOG.debugf("no loader %s: %s", path, e.getMessage());
            return Optional.empty();
        }
    }

    private String digest(Path file, Look look) throws IOException {
        var known = digests.get(file);
        if (known != null && known.look().equals(look)) {
            return known.sha256();
        }
        var sha256 = CacheDirectory.digestOf(file);
        digests.put(file, new Known(look, sha256));
        return sha256;
    }
}
