package io.rackboot.boot.artifact;

import java.nio.file.Path;

/// A file whose digest was checked.
///
/// @param path where it is
/// @param size bytes
/// @param sha256 its digest
public record CachedFile(Path path, long size, String sha256) {}
