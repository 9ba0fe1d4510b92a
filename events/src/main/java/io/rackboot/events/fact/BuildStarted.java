package io.rackboot.events.fact;

/// A build began.
///
/// @param image the image's name
/// @param version its version
/// @param build the build's id
public record BuildStarted(String image, String version, String build) implements ImageFact {}
