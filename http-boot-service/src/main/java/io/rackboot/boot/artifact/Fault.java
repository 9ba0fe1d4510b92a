package io.rackboot.boot.artifact;

/// Why a file is not in the cache.
public enum Fault {
    /// image-service cannot be reached, has no such file or stopped in the middle.
    UNAVAILABLE,
    /// image-service delivers something else than the document says.
    MISMATCH,
    /// The cache directory takes no more.
    DISK,
    /// No image document names this digest.
    UNNAMED
}
