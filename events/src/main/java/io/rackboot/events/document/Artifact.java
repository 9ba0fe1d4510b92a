package io.rackboot.events.document;

import io.rackboot.events.FileRole;
import java.net.URI;

/// One file of an image.
///
/// @param role what it is to the boot
/// @param name its file name, such as `vmlinuz`
/// @param size bytes
/// @param sha256 its digest, 64 lower-case hex digits
/// @param location where image-service delivers it
public record Artifact(FileRole role, String name, long size, String sha256, URI location) {}
