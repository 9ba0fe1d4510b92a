package io.rackboot.events.fact;

/// An image is no longer offered.
///
/// @param image the image's name
/// @param version its version
public record ImageRetired(String image, String version) implements ImageFact {}
