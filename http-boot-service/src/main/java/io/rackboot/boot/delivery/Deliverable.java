package io.rackboot.boot.delivery;

import io.rackboot.events.FileRole;
import java.nio.file.Path;

/// A file that can be delivered.
///
/// @param path where it is
/// @param size bytes
/// @param sha256 its digest
/// @param role what it is to the boot
/// @param mediaType its media type
record Deliverable(Path path, long size, String sha256, FileRole role, String mediaType) {}
