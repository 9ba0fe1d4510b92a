package io.rackboot.events.fact;

/// A build went on; at most one a second and one a percent.
///
/// @param image the image's name
/// @param version its version
/// @param build the build's id
/// @param stage what it is doing
/// @param percent 0 to 100
/// @param bytesPerSecond the rate of the current stage, 0 where it has none
public record BuildProgress(String image, String version, String build, String stage, int percent, long bytesPerSecond)
        implements ImageFact {}
