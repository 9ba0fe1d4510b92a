package io.rackboot.inventory.document;

import java.time.Instant;

/// A document as it stands in its bucket.
///
/// @param key its key
/// @param document what it says
/// @param revision the bucket's revision that wrote it
/// @param created when that was
public record Versioned<T>(String key, T document, long revision, Instant created) {}
