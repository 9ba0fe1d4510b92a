package io.rackboot.image.specification;

import io.rackboot.image.archive.DebianPackage;
import io.rackboot.image.archive.Packing;
import io.rackboot.image.kernel.KernelImage;
import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Reserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Looks at the files a specification names, before anything is built.
///
/// @param allowed directories that sources may lie in, links followed
/// @param reserved what no image may hold, though it lies in them
public record SourceProbe(List<Path> allowed, Reserved reserved) {
    public SourceProbe {
        allowed = List.copyOf(allowed);
    }

    /// What a look at a source found.
    sealed interface Look<T> {
        record Fine<T>(T value) implements Look<T> {}

        record Wrong<T>(String problem, String allowed) implements Look<T> {}
    }

    Look<Path> directory(String text) {
        return switch (path(text)) {
            case Look.Fine<Path>(var path)
            when Files.isDirectory(path) && Files.isReadable(path) -> new Look.Fine<>(path);
            case Look.Fine<Path>(var path) -> wrong(path, "a readable directory");
            case Look.Wrong<Path> wrong -> wrong;
        };
    }

    Look<Path> file(String text) {
        return switch (path(text)) {
            case Look.Fine<Path>(var path)
            when Files.isRegularFile(path) && Files.isReadable(path) -> new Look.Fine<>(path);
            case Look.Fine<Path>(var path) -> wrong(path, "a readable file");
            case Look.Wrong<Path> wrong -> wrong;
        };
    }

    Look<Path> archive(String text) {
        if (!(file(text) instanceof Look.Fine<Path>(var path))) {
            return file(text);
        }
        try (var in = Files.newInputStream(path)) {
            Packing.of(in.readNBytes(Packing.PROBE));
            return new Look.Fine<>(path);
        } catch (RefusedSourceException e) {
            return new Look.Wrong<>(path + " " + e.getMessage(), "a tar archive, plain or packed with gzip, xz, zstd");
        } catch (IOException e) {
            return new Look.Wrong<>(path + " cannot be read: " + e.getMessage(), "a readable file");
        }
    }

    Look<Path> debianPackage(String text) {
        if (!(file(text) instanceof Look.Fine<Path>(var path))) {
            return file(text);
        }
        try {
            DebianPackage.read(path);
            return new Look.Fine<>(path);
        } catch (RefusedSourceException e) {
            return new Look.Wrong<>(path + " " + e.getMessage(), "a Debian package (.deb)");
        } catch (IOException e) {
            return new Look.Wrong<>(path + " cannot be read: " + e.getMessage(), "a readable file");
        }
    }

    Look<KernelImage.Release> kernel(Path path) {
        try {
            return new Look.Fine<>(KernelImage.release(path));
        } catch (IOException e) {
            return new Look.Wrong<>(path + " cannot be read: " + e.getMessage(), "a kernel");
        }
    }

    Look<ModuleDirectory> modules(String text) {
        if (!(directory(text) instanceof Look.Fine<Path>(var path))) {
            return new Look.Wrong<>(((Look.Wrong<Path>) directory(text)).problem(), "/lib/modules/<release>");
        }
        try {
            return new Look.Fine<>(ModuleDirectory.read(path));
        } catch (NoSuchFileException _) {
            return new Look.Wrong<>(path + " has no modules.dep", "/lib/modules/<release>, after depmod");
        } catch (IOException e) {
            return new Look.Wrong<>(path + " cannot be read: " + e.getMessage(), "/lib/modules/<release>");
        }
    }

    /// The path with its links followed: what is looked at is what is built from, wherever the links lead later.
    private Look<Path> path(String text) {
        try {
            var path = Path.of(text).normalize();
            if (!path.isAbsolute()) {
                return new Look.Wrong<>("'" + text + "' is not an absolute path", "a path from /");
            }
            if (!Files.exists(path)) {
                return new Look.Wrong<>(path + " does not exist", "what exists on the machine of image-service");
            }
            return permitted(path, path.toRealPath());
        } catch (InvalidPathException e) {
            return new Look.Wrong<>("not a path: " + e.getReason(), "a path from /");
        } catch (IOException e) {
            return new Look.Wrong<>(text + " cannot be read: " + e.getMessage(), "a readable path");
        }
    }

    private Look<Path> permitted(Path path, Path real) throws IOException {
        if (allowed.stream().noneMatch(real::startsWith)) {
            return new Look.Wrong<>(
                    path + " lies outside the directories that images are built from",
                    "below " + allowed + " (image.source-directories)");
        }
        return reserved.around(real)
                .<Look<Path>>map(own -> new Look.Wrong<>(
                        path + " is of the service itself, in " + own, "what is no secret of image-service"))
                .orElseGet(() -> new Look.Fine<>(real));
    }

    private static <T> Look<T> wrong(Path path, String allowed) {
        return new Look.Wrong<>(path + " is not " + allowed, allowed);
    }
}
