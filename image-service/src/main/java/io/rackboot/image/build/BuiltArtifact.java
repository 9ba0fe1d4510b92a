package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import java.nio.file.Path;

/// A file that a build made.
///
/// @param role what it is to the boot
/// @param name its name in paths
/// @param file where it is, until it is taken into the store
/// @param size bytes
/// @param sha256 its digest in hex
public record BuiltArtifact(FileRole role, String name, Path file, long size, String sha256) {}
