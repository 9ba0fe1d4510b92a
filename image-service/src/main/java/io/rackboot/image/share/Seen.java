package io.rackboot.image.share;

import java.time.Instant;

/// A document of the bucket as it was read.
///
/// @param revision for the next write
/// @param written when it was written, by the server's clock
record Seen(SharedBuild shared, long revision, Instant written) {}
