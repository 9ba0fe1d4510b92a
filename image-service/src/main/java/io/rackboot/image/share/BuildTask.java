package io.rackboot.image.share;

import io.rackboot.image.build.BuildRecord;

/// A build that is to be done: a message of the stream `BUILDS`.
///
/// @param build as it was asked for
/// @param specification the YAML
/// @param from the identity of the service that took it
public record BuildTask(BuildRecord build, String specification, String from) {}
