package io.rackboot.tftp.files;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The digests of files sent lately, so that each version of a file is digested once, while it is first sent.
final class DigestCache {
    private static final int LARGEST = 1024;

    /// One version of a file.
    record Version(Path file, long size, FileTime modified) {
        static Version of(Path file, BasicFileAttributes attributes) {
            return new Version(file, attributes.size(), attributes.lastModifiedTime());
        }
    }

    private final Map<Version, String> digests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, String> eldest) {
            return size() > LARGEST;
        }
    };

    synchronized Optional<String> get(Version version) {
        return Optional.ofNullable(digests.get(version));
    }

    synchronized void put(Version version, String sha256) {
        digests.put(version, sha256);
    }
}
