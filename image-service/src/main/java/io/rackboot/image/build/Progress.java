package io.rackboot.image.build;

/// How far a build is.
///
/// @param percent of the whole build, 0 to 100
/// @param bytesPerSecond of the stage, 0 where it has none
public record Progress(BuildStage stage, int percent, long bytesPerSecond) {}
